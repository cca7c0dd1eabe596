package trysail.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.model.BookSide;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Side;
import trysail.simulator.Dialects;
import trysail.simulator.play.Tick;

class SyntheticMarketTest {
    private static final List<String> SYMBOLS = List.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "PEPPER-USDT");

    private static Instrument instrument(String symbol) {
        return Dialects.usual().listed(symbol).orElseGet(() -> SyntheticMarket.unlisted(symbol));
    }

    private static SyntheticSource source(long seed) {
        var source = new SyntheticSource(
                SYMBOLS.stream().map(SyntheticMarketTest::instrument).toList(), seed);
        source.begin(0, 1_700_000_000_000L);
        return source;
    }

    private static List<Tick> ticks(long seed, int count) {
        var source = source(seed);
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i < count; i++) {
            ticks.add(source.next());
        }
        return ticks;
    }

    @Test
    void theSameSeedMakesTheSameTicks() {
        assertThat(ticks(5, 3_000)).isEqualTo(ticks(5, 3_000));
        assertThat(ticks(5, 300)).isNotEqualTo(ticks(6, 300));
    }

    @Test
    void aMinuteOfItLooksLikeAMarket() {
        var source = source(1);
        var books = new ArrayList<BookSide[]>();
        var low = new long[SYMBOLS.size()];
        var high = new long[SYMBOLS.size()];
        var frames = new int[SYMBOLS.size()];
        var trades = new int[SYMBOLS.size()];
        var lastId = new long[SYMBOLS.size()];
        for (int i = 0; i < SYMBOLS.size(); i++) {
            books.add(new BookSide[] {new BookSide(Side.BUY), new BookSide(Side.SELL)});
            var opening = source.opening(i);
            set(books.get(i)[0], opening.bids());
            set(books.get(i)[1], opening.asks());
            lastId[i] = opening.updateId();
            low[i] = Long.MAX_VALUE;
        }
        long before = 0;
        while (source.due() < 60_000_000_000L) {
            assertThat(source.due()).isGreaterThanOrEqualTo(before);
            before = source.due();
            var tick = (Tick.OnMarket) source.next();
            int i = tick.instrument();
            frames[i]++;
            long step = source.instruments().get(i).tick().unscaledValue().longValueExact();
            switch (tick) {
                case Tick.Traded trade -> {
                    trades[i]++;
                    assertThat(trade.size()).isPositive();
                    assertThat(trade.price() % step).isZero();
                    low[i] = Math.min(low[i], trade.price());
                    high[i] = Math.max(high[i], trade.price());
                }
                case Tick.Quoted quote -> assertThat(quote.bid()).isLessThan(quote.ask());
                case Tick.Changed change -> {
                    assertThat(change.previousId()).isEqualTo(lastId[i]);
                    lastId[i] = change.lastId();
                    var book = books.get(i);
                    set(book[0], change.bids());
                    set(book[1], change.asks());
                    assertThat(book[0].best()).isLessThan(book[1].best());
                    assertThat(book[0].count()).isBetween(100, 400);
                }
            }
        }
        for (int i = 0; i < SYMBOLS.size(); i++) {
            assertThat(frames[i] / 60).as(SYMBOLS.get(i)).isBetween(50, 300);
            assertThat(trades[i]).isGreaterThan(200);
            assertThat((high[i] - low[i]) / (double) low[i]).as(SYMBOLS.get(i)).isBetween(0.0001, 0.02);
        }
    }

    private static void set(BookSide side, Levels levels) {
        for (int k = 0; k < levels.count(); k++) {
            side.set(levels.price(k), levels.size(k));
        }
    }
}
