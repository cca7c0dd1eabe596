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

/** Our own trades, page by page. The venue gives at most seven days and a thousand trades a call, and keeps half a year. */
final class Trades {
    private static final Duration WINDOW = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(180);

    /** One page: by time, or from a trade id on. */
    interface Pages {
        List<TradeAnswer> between(long startTime, long endTime) throws InterruptedException;

        List<TradeAnswer> from(long tradeId) throws InterruptedException;
    }

    private Trades() {}

    /** All trades at or after {@code since}, oldest first. A trade that two pages hold is told once. */
    static List<Fill> since(Instrument instrument, Instant since, Instant now, Pages pages)
            throws InterruptedException {
        var oldest = now.minus(KEPT);
        var first = since.isAfter(oldest) ? since : oldest;
        Map<Long, TradeAnswer> trades = new TreeMap<>();
        for (var start = first; !start.isAfter(now); start = start.plus(WINDOW)) {
            var end = start.plus(WINDOW).minusMillis(1); // both ends are inside
            var page = pages.between(start.toEpochMilli(), end.toEpochMilli());
            page.forEach(t -> trades.put(t.id(), t));
            while (page.size() >= SignedRest.MOST_TRADES) {
                page = pages.from(page.getLast().id() + 1);
                page.forEach(t -> trades.put(t.id(), t));
            }
        }
        var recent = trades.values().stream().filter(t -> t.time() >= since.toEpochMilli()).toList();
        var fills = new ArrayList<>(Readable.each("trade", recent, t -> t.fill(instrument)));
        fills.sort(Comparator.comparing(Fill::time)); // stable: ids decide within a millisecond
        return List.copyOf(fills);
    }
}
