package trysail.session;

import java.util.List;
import trysail.exchange.FeedStats;
import trysail.journal.OrderFate;
import trysail.model.Quote;
import trysail.scope.SessionContext;
import trysail.view.Blotter;

/** What a session has come to so far, counted from its parts as they are opened. Thread-safe. */
final class Reckoning {
    private final SessionParts parts;
    private final SessionContext context;
    private final Blotter blotter = new Blotter();
    private final Pulse pulse = new Pulse();
    private final Profits profits = new Profits();

    Reckoning(SessionParts parts, SessionContext context) {
        this.parts = parts;
        this.context = context;
    }

    /** What is counted at each beat of the session's health. */
    void beat() {
        pulse.beat(context.clock().nanos(), frames(), orderEvents());
        profits.take(context.clock().now(), marked().pnl());
    }

    /** What it amounted to, for its receipt. */
    Tally tally(List<OrderFate> fates) {
        var seen = marked();
        profits.end(context.clock().now(), seen.pnl()); // the last word: what the stop itself closed is in it
        return new Tally(fates, frames(), seen.fills(), seen.pnl(), seen.feesNotValued());
    }

    Blotter blotter() {
        return blotter;
    }

    Profits profits() {
        return profits;
    }

    /** Market frames received since the start. */
    long frames() {
        return parts.market().map(m -> m.feed().stats()).map(FeedStats::frames).orElse(0L);
    }

    private long orderEvents() {
        return parts.ring().map(r -> r.view().counts().orders()).orElse(0L);
    }

    /** Frames and order events each second, of late. */
    Pulse.Rates rates() {
        return pulse.until(context.clock().nanos(), frames(), orderEvents());
    }

    /** The blotter, what is open valued at the middle of the last quotes. */
    Blotter.Snapshot marked() {
        for (var line : parts.ring().map(r -> r.view().lines()).orElse(List.of())) {
            line.quote()
                    .map(Quote::mid)
                    .ifPresent(mid -> blotter.mark(line.instrument().symbol(), mid));
        }
        return blotter.snapshot();
    }
}
