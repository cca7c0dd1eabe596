package trysail.venue.binance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.wire.rest.Elements;

/** Our own trades, page by page. The venue gives at most seven days and a thousand trades a call, and looks back three months. */
final class Trades {
    private static final Duration WINDOW = Duration.ofDays(7);
    /** A day less than the venue has: its clock need not be ours. */
    private static final Duration KEPT = Duration.ofDays(89);

    /** One page: by time, or from a trade id on. */
    interface Pages {
        List<TradeAnswer> between(long startTime, long endTime) throws InterruptedException;

        List<TradeAnswer> from(long tradeId) throws InterruptedException;
    }

    private Trades() {}

    /** A trade as one order knows it: where an account trades with itself, two orders have one trade. */
    private record Told(long id, long order) implements Comparable<Told> {
        private static Told of(TradeAnswer trade) {
            return new Told(trade.id(), trade.orderId());
        }

        @Override
        public int compareTo(Told other) {
            return id == other.id ? Long.compare(order, other.order) : Long.compare(id, other.id);
        }
    }

    /** All trades at or after {@code since}, oldest first. A trade that two pages hold is told once. */
    static List<Fill> since(Instrument instrument, Instant since, Instant now, Pages pages)
            throws InterruptedException {
        var oldest = now.minus(KEPT);
        var first = since.isAfter(oldest) ? since : oldest;
        Map<Told, TradeAnswer> trades = new TreeMap<>();
        for (var start = first; !start.isAfter(now); start = start.plus(WINDOW)) {
            var end = start.plus(WINDOW).minusMillis(1); // both ends are inside
            var page = pages.between(start.toEpochMilli(), end.toEpochMilli());
            page.forEach(t -> trades.put(Told.of(t), t));
            while (page.size() >= SignedRest.MOST_TRADES) {
                var known = trades.size();
                page = pages.from(page.getLast().id()); // the other half of the last one may not have had room
                page.forEach(t -> trades.put(Told.of(t), t));
                if (trades.size() == known) {
                    break;
                }
            }
        }
        var recent = trades.values().stream()
                .filter(t -> t.time() >= since.toEpochMilli())
                .toList();
        var fills = new ArrayList<>(Elements.each("trade", recent, t -> t.fill(instrument)));
        fills.sort(Comparator.comparing(Fill::time)); // stable: ids decide within a millisecond
        return List.copyOf(fills);
    }
}
