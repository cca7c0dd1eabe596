package trysail.helm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import trysail.exchange.VenueKind;
import trysail.fault.Fault;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.venue.DialectWords;
import trysail.venue.Venues;
import trysail.words.BadInput;
import trysail.words.Durations;

/** What the embedded exchange is to be, for a session of this process or for other programs. */
public final class MarketOptions {
    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "whose protocol the simulator speaks, by default the first of: ${COMPLETION-CANDIDATES}",
            completionCandidates = DialectWords.class)
    private String dialect = "";

    @Option(
            names = "--protocol",
            paramLabel = "YEAR",
            description = "which year's rules of its wire the simulator keeps to: 2026 or 2024",
            defaultValue = "2026")
    private String protocol = "";

    @Option(
            names = "--funding",
            paramLabel = "TIME",
            description =
                    "have positions on the simulator pay or receive funding each TIME of market time, such as 8h or"
                            + " 60s; default: never")
    private String funding = "";

    @Option(
            names = "--fee-asset",
            paramLabel = "A:HELD@PRICE",
            description = "pay fees on the simulator in another asset while it lasts: BNB:0.5@600")
    private String feeAsset = "";

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

    /**
     * Whose words the simulator is to speak, when that is said.
     *
     * @throws BadInput when nobody speaks them here
     */
    public Optional<VenueKind> dialect() {
        return dialect.isEmpty() ? Optional.empty() : Optional.of(Venues.named(dialect));
    }

    /** @throws BadInput when nobody keeps to that year's rules here */
    public Protocol protocol() {
        return BadInput.unless(() -> Protocol.parse(protocol));
    }

    /**
     * How often positions are funded; empty: never.
     *
     * @throws BadInput when that is no time, or too short a one
     */
    public Optional<Duration> funding() {
        return funding.isEmpty() ? Optional.empty() : Optional.of(Durations.parse("--funding", funding));
    }

    /** What fees are paid in, as it was written; empty: in quote currency. */
    public Optional<String> feeAsset() {
        return feeAsset.isEmpty() ? Optional.empty() : Optional.of(feeAsset);
    }

    public FeedSpec feed() {
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
