package trysail.simulator.play;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import trysail.model.Instrument;
import trysail.model.Side;
import trysail.model.Trade;

/** The latest trades of one instrument in a ring. Guarded by its market's lock. */
final class TradeLog {
    private static final int ROOM = 1000;

    private final long[] ids = new long[ROOM];
    private final long[] prices = new long[ROOM];
    private final long[] sizes = new long[ROOM];
    private final long[] times = new long[ROOM];
    private final boolean[] buyerIsMaker = new boolean[ROOM];
    private long count;

    void add(long id, long price, long size, boolean maker, long time) {
        int at = (int) (count++ % ROOM);
        ids[at] = id;
        prices[at] = price;
        sizes[at] = size;
        buyerIsMaker[at] = maker;
        times[at] = time;
    }

    List<Trade> last(int limit, Instrument instrument) {
        int n = (int) Math.min(count, Math.min(limit, ROOM));
        var trades = new ArrayList<Trade>(n);
        for (long i = count - n; i < count; i++) {
            int at = (int) (i % ROOM);
            trades.add(new Trade(
                    instrument,
                    ids[at],
                    BigDecimal.valueOf(prices[at], instrument.priceScale()),
                    BigDecimal.valueOf(sizes[at], instrument.sizeScale()),
                    buyerIsMaker[at] ? Side.SELL : Side.BUY,
                    Instant.ofEpochMilli(times[at])));
        }
        return trades;
    }
}
