package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import trysail.json.FrameText;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.candle.Candle;
import trysail.simulator.candle.TimeFrame;
import trysail.simulator.play.Derived;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.MarketStream;
import trysail.simulator.play.Tick;

/** Streams of prices at a slow pace: candles, 24-hour tickers, mark price. */
public final class DerivedPrices {
    private static final int KLINE_MS = 250;
    private static final int TICKER_MS = 1000;
    private static final int MINI_TICKER_MS = 500;
    private static final BigDecimal FUNDING_RATE = new BigDecimal("0.00010000");

    private DerivedPrices() {}

    static Derived aggTrades(MarketStream out, UsdmText text) {
        return new AggTrades(out, text);
    }

    static Derived ticker(MarketStream out, boolean mini, Families families) {
        return new Paced(
                mini ? MINI_TICKER_MS : TICKER_MS,
                tick -> true,
                (tick, market) ->
                        out.send(json(families.told(ticker(market, tick.eventTime(), mini), market.instrument()))));
    }

    static Derived tickers(MarketStream out, boolean mini, List<MarketState> all, Families families) {
        return new Paced(mini ? MINI_TICKER_MS : TICKER_MS, tick -> true, (tick, market) -> {
            var array = JsonNodeFactory.instance.arrayNode();
            all.forEach(m -> families.putAll(array, ticker(m, tick.eventTime(), mini), m.instrument()));
            out.send(json(array));
        });
    }

    static Derived mark(MarketStream out, int period, Families families) {
        return new Paced(
                period,
                tick -> true,
                (tick, market) -> out.send(json(families.told(mark(market, tick.eventTime()), market.instrument()))));
    }

    static Derived marks(MarketStream out, int period, List<MarketState> all, Families families) {
        return new Paced(period, tick -> true, (tick, market) -> {
            var array = JsonNodeFactory.instance.arrayNode();
            all.forEach(m -> families.putAll(array, mark(m, tick.eventTime()), m.instrument()));
            out.send(json(array));
        });
    }

    static Derived klines(MarketStream out, TimeFrame length, Families families) {
        return new Klines(out, length, families);
    }

    private static FrameText json(JsonNode data) {
        return new FrameText().utf8(data.toString());
    }

    private interface Chosen {
        boolean matters(Tick.OnMarket tick);
    }

    private interface Sending {
        void send(Tick.OnMarket tick, MarketState market);
    }

    /** Sends once a period of market time, at the first tick that matters. */
    private static final class Paced implements Derived {
        private final int period;
        private final Chosen chosen;
        private final Sending sending;
        private long next = Long.MIN_VALUE;

        Paced(int period, Chosen chosen, Sending sending) {
            this.period = period;
            this.chosen = chosen;
            this.sending = sending;
        }

        @Override
        public void on(Tick.OnMarket tick, MarketState market) {
            next = Math.min(next, tick.eventTime() + period); // a later pass may begin earlier in market time
            if (tick.eventTime() >= next && chosen.matters(tick)) {
                next = tick.eventTime() + period;
                sending.send(tick, market);
            }
        }

        @Override
        public void flush() {}
    }

    private record AggTrades(MarketStream out, UsdmText text, FrameText data) implements Derived {
        AggTrades(MarketStream out, UsdmText text) {
            this(out, text, new FrameText());
        }

        @Override
        public void on(Tick.OnMarket tick, MarketState market) {
            if (tick instanceof Tick.Traded trade && trade.origin() == Tick.Origin.MARKET) { // no others are aggregated
                text.aggTrade(trade, data.clear());
                out.send(data);
            }
        }

        @Override
        public void flush() {}
    }

    /** The running candle a few times a second, and each closed one once. */
    private static final class Klines implements Derived {
        private final MarketStream out;
        private final TimeFrame length;
        private final Families families;
        private final Derived running;
        private long closesAt = Long.MAX_VALUE;

        Klines(MarketStream out, TimeFrame length, Families families) {
            this.out = out;
            this.families = families;
            this.length = length;
            this.running = new Paced(
                    KLINE_MS,
                    tick -> tick instanceof Tick.Traded,
                    (tick, market) -> send(market, market.running(length), tick.eventTime(), false));
        }

        @Override
        public void on(Tick.OnMarket tick, MarketState market) {
            if (tick.eventTime() >= closesAt) {
                market.closedLast(length).ifPresent(c -> send(market, c, tick.eventTime(), true));
                closesAt = Long.MAX_VALUE;
            }
            if (closesAt == Long.MAX_VALUE) {
                closesAt = length.next(length.open(tick.eventTime()));
            }
            running.on(tick, market);
        }

        private void send(MarketState market, Candle candle, long now, boolean closed) {
            var k = candle.kline(market.instrument(), closed);
            var symbol = Symbols.of(market.instrument());
            var event = JsonNodeFactory.instance.objectNode();
            event.put("e", "kline").put("E", now).put("s", symbol);
            var node = event.putObject("k");
            node.put("t", candle.openTime).put("T", candle.nextOpen - 1).put("s", symbol);
            node.put("i", length.word()).put("f", 0).put("L", 0);
            node.put("o", plain(k.open())).put("c", plain(k.close()));
            node.put("h", plain(k.high())).put("l", plain(k.low()));
            node.put("v", plain(k.volume())).put("n", k.trades()).put("x", closed);
            node.put("q", plain(k.quoteVolume())).put("V", plain(k.takerBuyVolume()));
            node.put("Q", plain(k.takerBuyQuoteVolume())).put("B", "0");
            out.send(json(families.told(event, market.instrument())));
        }

        @Override
        public void flush() {}
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }

    private static ObjectNode ticker(MarketState market, long now, boolean mini) {
        var day = market.day();
        var node = JsonNodeFactory.instance.objectNode();
        node.put("e", mini ? "24hrMiniTicker" : "24hrTicker").put("E", now);
        node.put("s", Symbols.of(market.instrument()));
        if (!mini) {
            var change = day.close().subtract(day.open());
            var percent = change.movePointRight(2).divide(day.open(), 3, RoundingMode.HALF_EVEN);
            var average = day.volume().signum() == 0
                    ? day.close()
                    : day.quoteVolume().divide(day.volume(), day.close().scale() + 1, RoundingMode.HALF_EVEN);
            var last = market.trades(1).getLast();
            node.put("p", plain(change)).put("P", plain(percent)).put("w", plain(average));
            node.put("Q", plain(last.size()));
            node.put("O", day.openTime().toEpochMilli()).put("C", now);
            node.put("F", Math.max(0, last.id() - day.trades())).put("L", last.id());
            node.put("n", day.trades());
        }
        node.put("c", plain(day.close())).put("o", plain(day.open()));
        node.put("h", plain(day.high())).put("l", plain(day.low()));
        return node.put("v", plain(day.volume())).put("q", plain(day.quoteVolume()));
    }

    private static ObjectNode mark(MarketState market, long now) {
        var price = plain(market.markPrice());
        var node = JsonNodeFactory.instance.objectNode();
        node.put("e", "markPriceUpdate").put("E", now).put("s", Symbols.of(market.instrument()));
        node.put("p", price).put("i", price).put("P", price).put("r", plain(FUNDING_RATE));
        return node.put("T", TimeFrame.H8.next(TimeFrame.H8.open(now)));
    }
}
