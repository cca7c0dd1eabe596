package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import trysail.exchange.Book;
import trysail.feed.BookSync;
import trysail.feed.Diff;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Trade;
import trysail.scope.SessionClock;

class RecordedBookTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void everyRecordedFrameIsReadAndTheBookEqualsOneMadeByOtherMeans() throws Exception {
        var recording = Recording.usdm();
        var seen = new ArrayList<MarketEvent>();
        var book = new Book(Recording.BTC);
        var sync = new BookSync(SessionClock.SYSTEM, Recording.BTC, seen::add, ignored -> {}, ignored -> {});
        var frames = new BinanceFrames(List.of(Recording.BTC));
        var handler = handler(seen, sync);
        var data = 0;
        for (var frame : recording) {
            var bytes = frame.getBytes(UTF_8);
            if (frame.startsWith("{\"lastUpdateId\"")) {
                var snapshot = DepthSnapshots.read(Recording.BTC, bytes);
                assertThat(sync.snapshot(snapshot, 0)).isEqualTo(BookSync.Taken.YES);
            } else if (frames.parse(bytes, 0, bytes.length, handler)) {
                data++;
            }
        }

        assertThat(data).isEqualTo(93_953);
        assertThat(sync.gaps()).isZero();
        assertThat(seen).noneMatch(e -> e instanceof FeedNotice);
        seen.forEach(e -> {
            if (e instanceof BookDelta delta) {
                book.apply(delta);
            }
        });
        var other = new OtherBook();
        for (var frame : recording) {
            other.apply(MAPPER.readTree(frame));
        }
        assertThat(sides(book, true)).isEqualTo(new ArrayList<>(other.bids.entrySet()));
        assertThat(sides(book, false)).isEqualTo(new ArrayList<>(other.asks.entrySet()));
        assertThat(book.crossed()).isFalse();
        assertThat(seen.stream().filter(Quote.class::isInstance).count()).isEqualTo(66_089);
        assertThat(seen.stream().filter(Trade.class::isInstance).count()).isEqualTo(21_313);
    }

    @Test
    void quotesAndTradesSayWhatTheGeneralParserReads() throws Exception {
        var frames = new BinanceFrames(List.of(Recording.BTC));
        for (var frame : Recording.usdm().subList(0, 20_000)) {
            var bytes = frame.getBytes(UTF_8);
            frames.parse(
                    bytes, 0, bytes.length, new Comparing(MAPPER.readTree(frame).path("data")));
        }
    }

    private record Comparing(JsonNode data) implements BinanceFrames.Handler {
        @Override
        public void event(MarketEvent event) {
            if (event instanceof Quote quote) {
                assertThat(quote.bid()).isEqualByComparingTo(data.get("b").asText());
                assertThat(quote.askSize()).isEqualByComparingTo(data.get("A").asText());
                assertThat(quote.time().toEpochMilli()).isEqualTo(data.get("T").asLong());
            } else if (event instanceof Trade trade) {
                assertThat(trade.id()).isEqualTo(data.get("t").asLong());
                assertThat(trade.price()).isEqualByComparingTo(data.get("p").asText());
            }
        }

        @Override
        public void diff(Diff diff) {
            assertThat(diff.previous()).isEqualTo(data.get("pu").asLong());
            assertThat(diff.delta().bids().count()).isEqualTo(data.get("b").size());
        }

        @Override
        public void answer(long id, Optional<String> refusal) {}
    }

    private static BinanceFrames.Handler handler(List<MarketEvent> seen, BookSync sync) {
        return new BinanceFrames.Handler() {
            @Override
            public void event(MarketEvent event) {
                seen.add(event);
            }

            @Override
            public void diff(Diff diff) throws InterruptedException {
                sync.diff(diff);
            }

            @Override
            public void answer(long id, Optional<String> refusal) {}
        };
    }

    private static List<Map.Entry<BigDecimal, BigDecimal>> sides(Book book, boolean bids) {
        var levels = bids ? book.topBids(book.bids()) : book.topAsks(book.asks());
        var list = new ArrayList<Map.Entry<BigDecimal, BigDecimal>>();
        for (var i = 0; i < levels.count(); i++) {
            list.add(Map.entry(
                    levels.price(i, Recording.BTC).stripTrailingZeros(),
                    levels.size(i, Recording.BTC).stripTrailingZeros()));
        }
        return list;
    }

    /** The venue's rule once more, as plainly as it can be put. */
    private static final class OtherBook {
        private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        private final List<JsonNode> waiting = new ArrayList<>();
        private long snapshot = -1;

        void apply(JsonNode frame) {
            if (frame.has("lastUpdateId")) {
                snapshot = frame.get("lastUpdateId").asLong();
                sides(frame.get("bids"), frame.get("asks"));
                waiting.forEach(this::diff);
            } else if (frame.path("data").path("e").asText().equals("depthUpdate")) {
                if (snapshot < 0) {
                    waiting.add(frame.get("data"));
                } else {
                    diff(frame.get("data"));
                }
            }
        }

        private void diff(JsonNode data) {
            if (data.get("u").asLong() >= snapshot) {
                sides(data.get("b"), data.get("a"));
            }
        }

        private void sides(JsonNode newBids, JsonNode newAsks) {
            newBids.forEach(level -> set(bids, level));
            newAsks.forEach(level -> set(asks, level));
        }

        private static void set(Map<BigDecimal, BigDecimal> side, JsonNode level) {
            var price = new BigDecimal(level.get(0).asText()).stripTrailingZeros();
            var size = new BigDecimal(level.get(1).asText()).stripTrailingZeros();
            if (size.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }
    }
}
