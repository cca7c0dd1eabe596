package trysail.simulator;

import static java.util.stream.Collectors.joining;

import java.util.List;
import trysail.simulator.binance.BinanceDialect;
import trysail.simulator.host.HostDialect;
import trysail.simulator.host.Protocol;

/** The venues whose words a simulated exchange speaks: one line each. */
public final class Dialects {
    private static final List<HostDialect> ALL = List.of(new BinanceDialect());

    private Dialects() {}

    /** The one that is spoken where none is asked for. */
    public static HostDialect usual() {
        return ALL.getFirst();
    }

    /**
     * The one of this word, keeping to that year's rules.
     *
     * @throws IllegalArgumentException in one line, when no simulator speaks it
     */
    public static HostDialect named(String word, Protocol year) {
        return named(word).in(year);
    }

    /**
     * The one of this word, as it speaks now.
     *
     * @throws IllegalArgumentException in one line, when no simulator speaks it
     */
    public static HostDialect named(String word) {
        return ALL.stream()
                .filter(d -> d.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the simulator does not speak " + word + "; it speaks "
                        + ALL.stream().map(HostDialect::word).collect(joining(" and "))));
    }
}
