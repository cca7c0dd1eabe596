package trysail.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import trysail.exchange.AccountReport;
import trysail.fault.Fault;
import trysail.journal.SessionLog;
import trysail.log.LogLevel;
import trysail.log.Thinning;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.receipt.Dealings;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.words.Causes;
import trysail.words.Durations;
import trysail.words.Version;

/**
 * What is told in a session's log, but for its orders ({@link OrderStory}): how it opened, what its streams did, what went
 * wrong, how it stopped. Before the log is open, and after it is closed, nothing is. Thread-safe; never waits.
 */
final class Story implements StopLadder.Listener {
    private static final String STREAM = "stream-lost";

    private final SessionContext context;
    private final StopSignal stop;
    private final Thinning thinning = new Thinning();
    private final OrderStory orders = new OrderStory(this);
    private volatile Optional<SessionLog> log = Optional.empty();
    private Optional<Long> feedLost = Optional.empty();
    private Optional<Long> accountLost = Optional.empty();
    private boolean running;

    Story(SessionContext context, StopSignal stop) {
        this.context = context;
        this.stop = stop;
        stop.onRequest(() -> stop.first().ifPresent(r -> stopping(r.reason())));
    }

    /** Names and values, in this order. */
    static Map<String, Object> with(Object... namesAndValues) {
        var details = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            details.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return details;
    }

    void tell(LogLevel level, String event, String message, Map<String, ?> details) {
        log.ifPresent(l -> l.tell(level, event, message, details, Optional.empty()));
    }

    /** The same; what comes often is told the first time, and then counted: {@code kind} says what is the same. */
    void tellSeldom(LogLevel level, String event, String kind, String message, Map<String, ?> details) {
        if (thinning.tells(event + " " + kind, context.clock().nanos())) {
            tell(level, event, message, details);
        }
    }

    /** Where the journal's entries are told of. */
    OrderStory orders() {
        return orders;
    }

    void opened(SessionLog opened, SessionSpec spec) {
        log = Optional.of(opened);
        var symbols = spec.symbols().isEmpty() ? "the usual instruments" : String.join(", ", spec.symbols());
        var length = spec.duration().map(d -> "for " + Durations.print(d)).orElse("until stopped");
        tell(
                LogLevel.INFO,
                "opened",
                "%s on %s (%s, %s), %s, strategy %s, %s; on stop %s within %s; %s"
                        .formatted(
                                spec.mode(),
                                spec.venue(),
                                spec.dialect().word(),
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
                        spec.dialect().word(),
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
        faults.forEach(f ->
                tell(LogLevel.INFO, "fault", "asked for at the start: " + f.spec(), with("fault", f.spec())));
    }

    /** What the market streams say of themselves. */
    synchronized void notice(FeedNotice notice) {
        var where = notice.instrument().map(Instrument::symbol);
        switch (notice.kind()) {
            case LIVE -> {
                connected("market", feedLost, notice.detail());
                feedLost = Optional.empty();
            }
            case LOST -> {
                var whole = where.isEmpty();
                lost("market", where, notice.detail());
                feedLost = whole ? feedLost.or(this::now) : feedLost;
            }
            case GAP -> book("gap", "a change of the book is missing", where, notice.detail());
            case CROSSED -> book("crossed", "the book's best bid reached its best ask", where, notice.detail());
        }
    }

    private void book(String event, String what, Optional<String> symbol, String detail) {
        var of = symbol.orElse("");
        tellSeldom(
                LogLevel.INFO,
                event,
                of,
                of + ": " + what + ": " + detail + "; it is fetched anew",
                with("symbol", of, "why", detail));
    }

    /** What the account's stream says of itself. */
    synchronized void account(AccountReport report) {
        switch (report) {
            case AccountReport.Connected up -> {
                connected("account", accountLost, "");
                accountLost = Optional.empty();
            }
            case AccountReport.Lost down -> {
                lost("account", Optional.empty(), down.reason());
                accountLost = accountLost.or(this::now);
            }
            case AccountReport.OrderChanged changed -> {}
        }
    }

    private Optional<Long> now() {
        return Optional.of(context.clock().nanos());
    }

    private void connected(String stream, Optional<Long> lost, String detail) {
        var away = lost.map(since -> (context.clock().nanos() - since) / 1_000_000);
        tell(
                LogLevel.INFO,
                "connected",
                stream + " stream " + away.map(ms -> "back after " + ms + " ms").orElse("up")
                        + (detail.isEmpty() ? "" : ": " + detail),
                with("stream", stream, "away_ms", away.orElse(0L)));
    }

    private void lost(String stream, Optional<String> symbol, String why) {
        if (stop.isRequested()) {
            return; // what we leave is not lost
        }
        tellSeldom(
                LogLevel.WARN,
                STREAM,
                stream + symbol.map(s -> " " + s).orElse(""),
                stream + " stream lost" + symbol.map(s -> ", " + s).orElse("") + ": " + why,
                with("stream", stream, "why", why));
    }

    /** Tells the numbers of what came often. */
    void beat() {
        thinning.due(context.clock().nanos()).forEach(this::more);
    }

    private void more(Thinning.Count count) {
        var event = count.kind().substring(0, count.kind().indexOf(' '));
        var kind = count.kind().substring(event.length() + 1);
        tell(
                event.equals(STREAM) ? LogLevel.WARN : LogLevel.INFO,
                event,
                count.more() + " more" + (kind.isEmpty() ? "" : ": " + kind),
                with("more", count.more(), "kind", kind));
    }

    private void stopping(StopReason reason) {
        var words = words(reason);
        switch (reason) {
            case StopReason.Failed f ->
                log.ifPresent(l -> l.tell(
                        LogLevel.ERROR,
                        failedHow(),
                        Causes.text(f.cause()),
                        with("reason", words),
                        Optional.of(f.cause())));
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
    void ends(Dealings dealings) {
        thinning.rest().forEach(this::more);
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
