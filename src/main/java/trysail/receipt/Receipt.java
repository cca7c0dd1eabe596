package trysail.receipt;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import trysail.journal.OrderFate;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;

/**
 * What a session did at its end, and what it left behind: printed at each stop and kept in the logbook.
 *
 * @param session its name, such as {@code paper-7}
 * @param stopTime from the first request to this receipt
 * @param ran how long it ran before the stop was asked for: recovered, subscribed, its history there; empty: it never did
 * @param onTheWire orders whose call was inside the gate when it shut: so many may still arrive at the venue, and no
 *     more; {@code on_the_wire} in JSON
 * @param orders every order that worked when the gate shut or whose fate was open
 * @param opened how many of each kind were ever opened
 * @param dealings what it heard and traded, and the positions it leaves open
 * @param cause whose failure ended it, when one did
 * @param trader what decided in it; {@code mode}, {@code strategy} and {@code strategy_sha256} in JSON
 * @param host where it ran
 */
public record Receipt(
        String session,
        StopReason reason,
        int exitCode,
        Instant startedAt,
        Instant stoppedAt,
        Duration stopTime,
        Optional<Duration> ran,
        List<StopLadder.Step> rungs,
        int onTheWire,
        List<OrderFate> orders,
        Map<String, Integer> opened,
        Left left,
        List<String> errors,
        Dealings dealings,
        Optional<FailureCause> cause,
        Trader trader,
        Map<String, String> host) {

    /**
     * What is still there, by name.
     *
     * @param isKnown false when the audit failed: nothing was counted then, neither this nor fills and profit, and that
     *     the lists are empty says nothing
     */
    public record Left(
            List<String> threads,
            List<String> sockets,
            List<String> files,
            List<String> orders,
            List<StuckTask> tasks,
            boolean isKnown) {
        /** As it should be. */
        public static final Left NOTHING = new Left(List.of(), List.of(), List.of(), List.of(), List.of(), true);

        /** Nobody could count. */
        public static final Left NOT_KNOWN = new Left(List.of(), List.of(), List.of(), List.of(), List.of(), false);

        /** Whether it is known that nothing is left. */
        public boolean isEmpty() {
            return isKnown
                    && threads.isEmpty()
                    && sockets.isEmpty()
                    && files.isEmpty()
                    && orders.isEmpty()
                    && tasks.isEmpty();
        }
    }

    /** A task that ignored its end, and where it sits. */
    public record StuckTask(String name, String stack) {}

    /** Market frames parsed, before any conflation; 0 where {@link Dealings#known} says that nothing is known. */
    public long marketEvents() {
        return dealings.marketEvents();
    }

    /** Our trades; 0 where {@link Dealings#known} says that nothing is known. */
    public long fills() {
        return dealings.fills();
    }

    /** Profit or loss net of fees, in quote currency; 0 where {@link Dealings#known} says that nothing is known. */
    public BigDecimal pnl() {
        return dealings.pnl();
    }

    /** By asset: fees whose worth in quote currency is not known; they are not in {@link #pnl}. */
    public Map<String, BigDecimal> feesNotValued() {
        return dealings.feesNotValued();
    }

    /** Positions that stay open; none where they are not known, which {@link Dealings#positions} tells. */
    public List<OpenPosition> positions() {
        return dealings.positions().orElse(List.of());
    }

    /** How many intents each risk rule denied. */
    public Map<String, Long> denials() {
        return dealings.denials();
    }

    /** How long the session lived, from its opening to its receipt. */
    public Duration lifeTime() {
        return Duration.between(startedAt, stoppedAt);
    }

    /** The reason in words, as the first line of the printed receipt has it. */
    public String reasonText() {
        return switch (reason) {
            case StopReason.DurationReached d -> "duration reached";
            case StopReason.FeedEnded f -> "end of the feed";
            case StopReason.StopRequested r -> "stop requested by " + r.by();
            case StopReason.Signalled s -> "SIG" + s.name();
            case StopReason.Failed f ->
                "failed: " + cause.map(FailureCause::prefix).orElse("") + f.words();
        };
    }

    /** The same with one error more. */
    public Receipt and(String error) {
        var all = Stream.concat(errors.stream(), Stream.of(error)).toList();
        return new Receipt(
                session, reason, exitCode, startedAt, stoppedAt, stopTime, ran, rungs, onTheWire, orders, opened, left,
                all, dealings, cause, trader, host);
    }

    /** As people read it. */
    public String toText() {
        return ReceiptText.of(ReceiptJson.tree(this));
    }

    /** As people read it: what a shell shows. */
    @Override
    public String toString() {
        return toText().stripTrailing();
    }

    /** One object on one line. */
    public String toJson() {
        return ReceiptJson.of(this);
    }
}
