package trysail.simulator.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trysail.model.BookSide;
import trysail.model.Side;
import trysail.recording.UsdmFrame;

class SyntheticMarketTest {
    private static final List<String> SYMBOLS = List.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "PEPPER-USDT");

    private static SyntheticSource source(long seed) {
        var source = new SyntheticSource(
                SYMBOLS.stream().map(SyntheticMarket::listed).toList(), seed);
        source.begin(0, 1_700_000_000_000L);
        return source;
    }

    private static List<String> frames(long seed, int count) {
        var source = source(seed);
        var frame = new UsdmFrame();
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            source.next(frame);
            texts.add(
                    new String(frame.text, frame.from, frame.to - frame.from, java.nio.charset.StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Test
    void theSameSeedMakesTheSameFrames() {
        assertThat(frames(5, 3_000)).isEqualTo(frames(5, 3_000));
        assertThat(frames(5, 300)).isNotEqualTo(frames(6, 300));
    }

    @Test
    void aMinuteOfItLooksLikeAMarket() {
        var source = source(1);
        var frame = new UsdmFrame();
        var books = new ArrayList<BookSide[]>();
        var low = new long[SYMBOLS.size()];
        var high = new long[SYMBOLS.size()];
        var frames = new int[SYMBOLS.size()];
        var trades = new int[SYMBOLS.size()];
        var lastId = new long[SYMBOLS.size()];
        for (int i = 0; i < SYMBOLS.size(); i++) {
            books.add(new BookSide[] {new BookSide(Side.BUY), new BookSide(Side.SELL)});
            var opening = source.opening(i);
            for (int k = 0; k < opening.bids().count(); k++) {
                books.get(i)[0].set(opening.bids().price(k), opening.bids().size(k));
                books.get(i)[1].set(opening.asks().price(k), opening.asks().size(k));
            }
            lastId[i] = opening.updateId();
            low[i] = Long.MAX_VALUE;
        }
        long before = 0;
        while (source.due() < 60_000_000_000L) {
            assertThat(source.due()).isGreaterThanOrEqualTo(before);
            before = source.due();
            source.next(frame);
            int i = frame.instrument;
            frames[i]++;
            long tick = source.instruments().get(i).tick().unscaledValue().longValueExact();
            switch (frame.kind) {
                case TRADE -> {
                    trades[i]++;
                    assertThat(frame.size).isPositive();
                    assertThat(frame.price % tick).isZero();
                    low[i] = Math.min(low[i], frame.price);
                    high[i] = Math.max(high[i], frame.price);
                }
                case QUOTE -> assertThat(frame.bid).isLessThan(frame.ask);
                default -> {
                    assertThat(frame.previousId).isEqualTo(lastId[i]);
                    lastId[i] = frame.lastId;
                    var book = books.get(i);
                    for (int k = 0; k < frame.bidLevels; k++) {
                        book[0].set(frame.bids[2 * k], frame.bids[2 * k + 1]);
                    }
                    for (int k = 0; k < frame.askLevels; k++) {
                        book[1].set(frame.asks[2 * k], frame.asks[2 * k + 1]);
                    }
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
}
