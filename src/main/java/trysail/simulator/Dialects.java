package trysail.simulator;

import java.util.List;
import java.util.Optional;
import trysail.simulator.binance.BinanceDialect;
import trysail.simulator.host.HostDialect;

/** The venues whose words a simulated exchange speaks: one line each. */
public final class Dialects {
    private static final List<HostDialect> ALL = List.of(new BinanceDialect());

    private Dialects() {}

    /** What they are called on the command line. */
    public static List<String> words() {
        return ALL.stream().map(HostDialect::word).toList();
    }

    /** The one that is spoken where none is asked for. */
    public static HostDialect usual() {
        return ALL.getFirst();
    }

    /** By the word of the command line. */
    public static Optional<HostDialect> named(String word) {
        return ALL.stream().filter(d -> d.word().equals(word)).findFirst();
    }
}
