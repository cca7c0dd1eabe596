package trysail.session;

import static trysail.story.Teller.with;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import trysail.coordinator.Refusals;
import trysail.fault.Fault;
import trysail.log.LogLevel;
import trysail.log.SessionLog;
import trysail.model.Instrument;
import trysail.receipt.Dealings;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.story.OrderStory;
import trysail.story.StreamStory;
import trysail.story.Teller;
import trysail.words.Causes;
import trysail.words.Durations;
import trysail.words.Version;

/**
 * What is told in a session's log: how it opened, what went wrong, how it stopped; its streams and orders have stories of
 * their own. Before the log is open, and after it is closed, nothing is. Thread-safe; never waits.
 */
final class Story implements StopLadder.Listener {
    private final StopSignal stop;
    private final Teller teller;
    private final OrderStory orders;
    private final StreamStory streams;
    private boolean running;

    Story(SessionContext context, StopSignal stop) {
        this.stop = stop;
        teller = new Teller(context.clock());
        orders = new OrderStory(teller);
        streams = new StreamStory(teller, stop::isRequested);
        stop.onRequest(() -> stop.first().ifPresent(r -> stopping(r.reason())));
    }

    private void tell(LogLevel level, String event, String message, Map<String, ?> details) {
        teller.tell(level, event, message, details);
    }

    /** Where the journal's entries are told of. */
    OrderStory orders() {
        return orders;
    }

    /** What is told of its streams. */
    StreamStory streams() {
        return streams;
    }

    void opened(SessionLog opened, SessionSpec spec) {
        teller.into(opened);
        var symbols = spec.symbols().isEmpty() ? "the usual instruments" : String.join(", ", spec.symbols());
        var length = spec.duration().map(d -> "for " + Durations.print(d)).orElse("until stopped");
        tell(
                LogLevel.INFO,
                "opened",
                "%s on %s (%s, %s), %s, strategy %s, %s; on stop %s within %s; %s"
                        .formatted(
                                spec.mode(),
                                spec.venue(),
                                spec.dialect().dialect(),
                                spec.place().word(),
                                symbols,
                                spec.strategyName(),
                                length,
                                spec.onStop().name().toLowerCase(Locale.ROOT),
                                Durations.print(spec.stopWithin()),
                                Version.text()),
                with(
                        "mode",
                        spec.mode(),
                        "venue",
                        spec.venue(),
                        "dialect",
                        spec.dialect().dialect(),
                        "place",
                        spec.place().word(),
                        "symbols",
                        spec.symbols(),
                        "strategy",
                        spec.strategyName(),
                        "capital",
                        spec.capital(),
                        "on_stop",
                        spec.onStop().name().toLowerCase(Locale.ROOT),
                        "stop_within_ms",
                        spec.stopWithin().toMillis(),
                        "version",
                        Version.NUMBER,
                        "jdk",
                        Runtime.version().toString(),
                        "pid",
                        ProcessHandle.current().pid()));
        stop.first().ifPresent(r -> stopping(r.reason())); // while the log was opened
    }

    void listed(String venue, List<Instrument> instruments) {
        var symbols = instruments.stream().map(Instrument::symbol).toList();
        tell(
                LogLevel.INFO,
                "venue",
                venue + " lists what is traded: " + String.join(", ", symbols),
                with("venue", venue, "symbols", symbols));
    }

    void odd(String words) {
        tell(LogLevel.INFO, "listing", words, Map.of());
    }

    synchronized void running(List<Fault> faults) {
        running = true;
        tell(LogLevel.INFO, "running", "recovered, subscribed, history there: its time counts from now", Map.of());
        faults.forEach(
                f -> tell(LogLevel.INFO, "fault", "asked for at the start: " + f.spec(), with("fault", f.spec())));
    }

    /** To be called more often than each ten seconds. */
    void beat(Map<String, Refusals.OfRule> denials) {
        denied(denials);
        teller.beat();
    }

    private void denied(Map<String, Refusals.OfRule> denials) {
        denials.forEach((rule, of) -> teller.tellSeldom(
                LogLevel.INFO,
                "denied",
                rule,
                of.count(),
                "by " + rule + ": " + of.last(),
                with("rule", rule, "reason", of.last())));
    }

    private void stopping(StopReason reason) {
        var words = words(reason);
        switch (reason) {
            case StopReason.Failed f ->
                teller.tell(LogLevel.ERROR, failedHow(), Causes.text(f.cause()), with("reason", words), f.cause());
            case StopReason.DurationReached r -> stopping(words);
            case StopReason.FeedEnded r -> stopping(words);
            case StopReason.StopRequested r -> stopping(words);
            case StopReason.Signalled r -> stopping(words);
        }
    }

    private static String words(StopReason reason) {
        return switch (reason) {
            case StopReason.DurationReached d -> "duration reached";
            case StopReason.FeedEnded f -> "end of the feed";
            case StopReason.StopRequested r -> "stop requested by " + r.by();
            case StopReason.Signalled s -> "SIG" + s.name();
            case StopReason.Failed f -> "failed: " + Causes.text(f.cause());
        };
    }

    private synchronized String failedHow() {
        return running ? "failed" : "opening-failed";
    }

    private void stopping(String words) {
        tell(LogLevel.INFO, "stopping", words + "; the gate is shut", with("reason", words));
    }

    @Override
    public void ended(Rung rung, StopLadder.Outcome outcome, Duration took, String detail) {
        var done = outcome == StopLadder.Outcome.DONE;
        if (done && detail.isEmpty()) {
            return;
        }
        var ms = BigDecimal.valueOf(took.toNanos() / 1_000, 3);
        tell(
                done ? LogLevel.INFO : LogLevel.WARN,
                "rung",
                rung.label() + ": " + (done ? "" : outcome.word() + ": ") + detail + " (" + ms + " ms)",
                with("rung", rung.label(), "outcome", outcome.word(), "ms", ms, "detail", detail));
    }

    /** The last words: the log is closed after them. */
    void ends(Dealings dealings, Map<String, Refusals.OfRule> denials) {
        denied(denials);
        teller.rest();
        var fees = dealings.feesNotValued().entrySet().stream()
                .map(e -> e.getValue().toPlainString() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        tell(
                LogLevel.INFO,
                "ended",
                dealings.fills() + (dealings.fills() == 1 ? " fill" : " fills") + ", p&l "
                        + dealings.pnl().toPlainString()
                        + (fees.isEmpty() ? "" : "; fees not valued, and not in it: " + fees)
                        + "; the log ends here, the receipt is in the logbook",
                with("fills", dealings.fills(), "pnl", dealings.pnl(), "market_events", dealings.marketEvents()));
    }
}
