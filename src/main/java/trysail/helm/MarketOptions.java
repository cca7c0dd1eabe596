package trysail.helm;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import trysail.fault.Fault;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.words.BadInput;

/** What the embedded exchange is to be, for a session of this process or for other programs. */
public final class MarketOptions {
    private static final String DIALECT = "binance-usdm";

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "whose protocol the simulator speaks: binance-usdm",
            defaultValue = DIALECT)
    private String dialect = "";

    @Option(
            names = "--feed",
            paramLabel = "SPEC",
            description = "the simulator's market: synthetic[:seed] or recording:FILE",
            defaultValue = "synthetic:1")
    private String feed = "";

    @Option(names = "--speed", paramLabel = "N", description = "times real time, or max; default: 1, replay max")
    private String speed = "";

    @Option(
            names = "--symbols",
            paramLabel = "A,B",
            description = "instruments, such as BTC-USDT,ETH-USDT",
            split = ",")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "what goes wrong: mute@3s, drop@2s, http500:0.2, slow-disk:200ms@3s …; fault lists all")
    private List<String> faults = new ArrayList<>();

    /** @throws BadInput when nobody speaks the dialect that is asked for */
    public FeedSpec feed() {
        if (!dialect.equals(DIALECT)) {
            throw new BadInput("dialect '" + dialect + "' is not spoken here; take " + DIALECT);
        }
        return BadInput.unless(() -> FeedSpec.parse(feed));
    }

    /** {@code standard} unless a speed is asked for. */
    public Speed speed(Speed standard) {
        return speed.isEmpty() ? standard : BadInput.unless(() -> Speed.parse(speed));
    }

    public List<String> symbols() {
        return symbols;
    }

    public List<Fault> faults() {
        return faults.stream().map(f -> BadInput.unless(() -> Fault.parse(f))).toList();
    }
}
