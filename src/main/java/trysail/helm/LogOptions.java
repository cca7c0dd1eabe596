package trysail.helm;

import picocli.CommandLine.Option;
import trysail.log.LogLevel;
import trysail.log.LogStyle;
import trysail.words.BadInput;

/** How a session's log is kept. */
public final class LogOptions {
    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "debug, info, warn or error: what the session's log leaves out",
            defaultValue = "info")
    private String level = "";

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "text, or json: one object a line",
            defaultValue = "text")
    private String format = "";

    @Option(
            names = "--log-size",
            paramLabel = "SIZE",
            description = "how large a log file grows; five are kept",
            defaultValue = "10MB")
    private String size = "";

    public LogStyle style() {
        return LogStyle.USUAL
                .level(LogLevel.named(level)
                        .orElseThrow(() -> new BadInput(
                                "--log-level '" + level + "' is none of: debug, info, warn, error")))
                .format(LogStyle.Format.named(format)
                        .orElseThrow(() -> new BadInput("--log-format '" + format + "' is neither text nor json")))
                .most(LogStyle.size(size)
                        .orElseThrow(() -> new BadInput(
                                "--log-size '" + size + "' is no size of a log: write 10MB, at least 10kB")));
    }
}
