package trysail.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;
import trysail.simulator.candle.Kline;
import trysail.simulator.desk.OrderEntry;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;
import trysail.stream.Sink;

/** Two markets that stand still until a test moves them. */
public final class FakeMarkets implements Markets {
    static final Instrument BTC = instrument("BTC-USDT", "0.1", "0.001", "0.001", "5");
    static final Instrument ETH = instrument("ETH-USDT", "0.01", "0.001", "0.001", "5");

    final View btc = new View(BTC, "60000.0", "60000.1");
    final View eth = new View(ETH, "2500.00", "2500.01");
    private final List<Sink<MarketEvent>> sinks = new CopyOnWriteArrayList<>();
    final AtomicInteger touched = new AtomicInteger();

    private static Instrument instrument(String symbol, String tick, String lot, String minSize, String minNotional) {
        return new Instrument(
                symbol,
                new BigDecimal(tick),
                new BigDecimal(lot),
                new BigDecimal(minSize),
                new BigDecimal(minNotional));
    }

    @Override
    public List<MarketView> all() {
        return List.of(btc, eth);
    }

    @Override
    public Optional<MarketView> bySymbol(String venueSymbol) {
        return all().stream()
                .filter(m -> OrderEntry.venueSymbol(m).equals(venueSymbol))
                .findFirst();
    }

    @Override
    public void touch() {
        touched.incrementAndGet();
    }

    @Override
    public void onEvent(Sink<MarketEvent> matching) {
        sinks.add(matching);
    }

    void play(MarketEvent event) throws InterruptedException {
        for (var sink : sinks) {
            sink.put(event);
        }
    }

    /** A trade of the BTC market. */
    public void trade(String price, String size, Side aggressor) throws InterruptedException {
        play(new Trade(BTC, 7, new BigDecimal(price), new BigDecimal(size), aggressor, Instant.now()));
    }

    /** Ten levels a side, each of size 1, around a quote. */
    static final class View implements MarketView {
        private final Instrument instrument;
        private final BigDecimal bid;
        private final BigDecimal ask;
        private final Instant time = Instant.now();

        private View(Instrument instrument, String bid, String ask) {
            this.instrument = instrument;
            this.bid = new BigDecimal(bid);
            this.ask = new BigDecimal(ask);
        }

        @Override
        public Instrument instrument() {
            return instrument;
        }

        @Override
        public Quote quote() {
            return new Quote(instrument, bid, BigDecimal.ONE, ask, BigDecimal.ONE, time);
        }

        @Override
        public BookDelta book(int levels) {
            return new BookDelta(instrument, true, side(bid, -1, levels), side(ask, 1, levels), 42, time);
        }

        private Levels side(BigDecimal from, int step, int levels) {
            var pairs = new long[20];
            for (var i = 0; i < 10; i++) {
                pairs[2 * i] = from.movePointRight(instrument.priceScale()).longValueExact() + (long) step * i;
                pairs[2 * i + 1] =
                        BigDecimal.ONE.movePointRight(instrument.sizeScale()).longValueExact();
            }
            return Levels.of(pairs, Math.min(10, levels));
        }

        @Override
        public List<Trade> trades(int limit) {
            var all = new ArrayList<Trade>();
            for (var i = 0; i < Math.min(limit, 20); i++) {
                all.add(new Trade(instrument, 100 + i, bid, BigDecimal.ONE, Side.SELL, time));
            }
            return all;
        }

        @Override
        public List<Kline> klines(Duration frame, Optional<Instant> from, Optional<Instant> to, int limit) {
            var all = new ArrayList<Kline>();
            for (var i = limit; i > 0; i--) {
                all.add(kline(time.minus(frame.multipliedBy(i)), frame));
            }
            return all;
        }

        private Kline kline(Instant open, Duration frame) {
            var ten = BigDecimal.TEN;
            return new Kline(
                    open,
                    open.plus(frame),
                    bid,
                    ask,
                    bid,
                    ask,
                    ten,
                    ten.multiply(bid),
                    20,
                    ten,
                    ten.multiply(bid),
                    true);
        }

        @Override
        public Kline day() {
            return kline(time.minus(Duration.ofDays(1)), Duration.ofDays(1));
        }

        @Override
        public BigDecimal markPrice() {
            return bid;
        }

        @Override
        public Instant time() {
            return time;
        }
    }
}
