package trysail.launch;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import trysail.session.SessionSpec;
import trysail.words.Durations;

/** What only a session with real orders is told. */
public final class LiveOptions {
    private static final String OFF = "off";

    @Option(
            names = "--capital-limit",
            paramLabel = "USDT",
            description = "what may be at work at once, over all instruments; live needs it")
    private String capitalLimit = "";

    @Option(
            names = "--dead-man",
            paramLabel = "TIME",
            description =
                    "the venue ends all orders of the instruments traded when the session has not been heard of for "
                            + "so long, or off; usual: off, live 60s",
            defaultValue = USUAL)
    private String deadMan = "";

    @Option(names = "--yes", description = "live: start without asking; for services")
    private boolean yes;

    @Option(names = "--untested", description = "live: a strategy file that never ran on paper here may run")
    private boolean untested;

    private static final String USUAL = "usual";

    /** Whether nobody is to be asked. */
    public boolean yes() {
        return yes;
    }

    /** Whether a strategy file may run that never ran on paper. */
    public boolean untested() {
        return untested;
    }

    /** The session with what was said here. */
    public SessionSpec applyTo(SessionSpec spec) {
        var limited = LimitOptions.amount("--capital-limit", capitalLimit)
                .map(spec::capitalLimit)
                .orElse(spec);
        return switch (deadMan) {
            case USUAL -> limited;
            case OFF -> limited.deadMan(Optional.empty());
            default -> limited.deadMan(Optional.of(time()));
        };
    }

    private Duration time() {
        return Durations.parse("--dead-man", deadMan);
    }
}
