package trysail.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import trysail.exchange.FeedStats;
import trysail.journal.OrderFate;
import trysail.model.OrderEvent;
import trysail.model.Quote;
import trysail.receipt.Dealings;
import trysail.receipt.OpenPosition;
import trysail.receipt.Tally;
import trysail.scope.SessionContext;
import trysail.view.Blotter;

/** What a session has come to so far, counted from its parts as they are opened. Thread-safe. */
final class Reckoning {
    private static final int MOST_FOREIGN = 100;

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
        return new Tally(
                fates,
                new Dealings(
                        true,
                        frames(),
                        seen.fills(),
                        seen.pnl(),
                        seen.fees(),
                        seen.feesNotValued(),
                        seen.earned(),
                        blotter.foreign(MOST_FOREIGN).stream()
                                .map(OrderEvent.Foreign::words)
                                .toList(),
                        denials(),
                        open(seen)),
                parts.cause());
    }

    private Map<String, Long> denials() {
        var all = new TreeMap<String, Long>();
        parts.ring().map(Ring::denials).orElse(Map.of()).forEach((rule, d) -> all.put(rule, d.count()));
        return all;
    }

    /** Nothing was traded before it heard what the account holds: on one of its own that is nothing, on others not known. */
    private Optional<List<OpenPosition>> open(Blotter.Snapshot seen) {
        if (!parts.positionsSeen() && seen.fills() == 0) {
            return Optional.empty(); // somebody else may have traded, and the venue did not say
        }
        if (!blotter.ready()) {
            return parts.ownAccount() ? Optional.of(List.of()) : Optional.empty();
        }
        var all = new ArrayList<OpenPosition>();
        for (var line : parts.ring().map(r -> r.view().lines()).orElse(List.of())) {
            var held = seen.positions().get(line.instrument().symbol());
            if (held != null && !held.isFlat()) {
                var mark = line.quote().map(Quote::mid);
                all.add(new OpenPosition(
                        held.symbol(), held.size(), mark, mark.map(held::unrealised), parts.whyOpen(held.symbol())));
            }
        }
        return Optional.of(all);
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
                    .ifPresent(mid -> blotter.mark(line.instrument().symbol(), mid, line.adoptedAt()));
        }
        return blotter.snapshot();
    }
}
