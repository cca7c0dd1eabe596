package trysail.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;

class BookProperties {
    private static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), BigDecimal.ZERO, BigDecimal.ZERO);

    @Property(tries = 300)
    void aBookIsWhatATreeWouldBe(
            @ForAll @Size(max = 300) List<@IntRange(min = 1, max = 60) Integer> prices,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 3) Integer> sizes) {
        var book = new Book(BTC);
        var bids = new TreeMap<Long, Long>(Comparator.reverseOrder());
        var asks = new TreeMap<Long, Long>();
        for (var i = 0; i < prices.size(); i++) {
            long price = prices.get(i);
            long size = sizes.get(i % sizes.size());
            var level = Levels.of(new long[] {price, size}, 1);
            var snapshot = i % 97 == 0;
            if (snapshot) {
                bids.clear();
                asks.clear();
            }
            book.apply(new BookDelta(BTC, snapshot, level, level, i, Instant.EPOCH));
            set(bids, price, size);
            set(asks, price, size);
        }

        assertThat(levels(book.topBids(1_000))).isEqualTo(List.copyOf(bids.entrySet()));
        assertThat(levels(book.topAsks(1_000))).isEqualTo(List.copyOf(asks.entrySet()));
        assertThat(book.crossed()).isEqualTo(!bids.isEmpty() && bids.firstKey() >= asks.firstKey());
        assertThat(book.known()).isEqualTo(!prices.isEmpty());
    }

    private static void set(Map<Long, Long> side, long price, long size) {
        if (size == 0) {
            side.remove(price);
        } else {
            side.put(price, size);
        }
    }

    private static List<Map.Entry<Long, Long>> levels(Levels levels) {
        var list = new ArrayList<Map.Entry<Long, Long>>();
        for (var i = 0; i < levels.count(); i++) {
            list.add(Map.entry(levels.price(i), levels.size(i)));
        }
        return list;
    }
}
