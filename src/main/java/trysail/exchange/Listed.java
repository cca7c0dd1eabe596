package trysail.exchange;

import java.util.List;
import trysail.model.Instrument;

/**
 * What a venue lists.
 *
 * @param instruments those that can be traded here
 * @param others the rest, each with the reason
 */
public record Listed(List<Instrument> instruments, List<Other> others) {
    public Listed {
        instruments = List.copyOf(instruments);
        others = List.copyOf(others);
    }

    /** A listing of which everything can be traded. */
    public static Listed of(List<Instrument> instruments) {
        return new Listed(instruments, List.of());
    }

    /**
     * An entry that cannot be traded here.
     *
     * @param symbol ours, where its assets are told and can be written; else the venue's
     * @param why in words that go on after the symbol: {@code "is an inverse contract"}
     * @param odd whether the entry itself is at fault: something in it is missing or cannot be
     */
    public record Other(String symbol, String why, boolean odd) {}
}
