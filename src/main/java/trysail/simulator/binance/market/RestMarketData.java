package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import trysail.model.Levels;
import trysail.model.Side;
import trysail.model.Trade;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;

/** Public market data, read from the views. */
public final class RestMarketData {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<Integer> DEPTHS = Set.of(5, 10, 20, 50, 100, 500, 1000);
    private static final int MOST_TRADES = 1_000;
    private static final String QUOTE = "USDT";
    private final Markets markets;
    private final Function<String, Optional<BigDecimal>> feeRates;

    /** @param feeRates what an asset that fees are paid in is worth in USDT */
    public RestMarketData(Markets markets, Function<String, Optional<BigDecimal>> feeRates) {
        this.markets = markets;
        this.feeRates = feeRates;
    }

    /** The market that the request names. */
    public static MarketView market(Markets markets, RestRequest request) {
        return Symbols.find(markets, request.need("symbol")).orElseThrow(BinanceError::symbol);
    }

    private MarketView market(RestRequest request) {
        return market(markets, request);
    }

    /** One answer for the symbol asked for, a list of them when none is. */
    static JsonNode oneOrAll(Markets markets, RestRequest request, Function<MarketView, ObjectNode> answer) {
        if (request.maybe("symbol").isPresent()) {
            return answer.apply(market(markets, request));
        }
        var all = JSON.arrayNode();
        markets.all().forEach(m -> all.add(answer.apply(m)));
        return all;
    }

    private JsonNode oneOrAll(RestRequest request, Function<MarketView, ObjectNode> answer) {
        return oneOrAll(markets, request, answer);
    }

    public JsonNode depth(RestRequest request) {
        var limit = request.limit(500, 1_000);
        if (!DEPTHS.contains(limit)) {
            throw BinanceError.malformed("limit");
        }
        var market = market(request);
        var book = market.book(limit);
        var node = JSON.objectNode()
                .put("lastUpdateId", book.updateId())
                .put("E", book.time().toEpochMilli())
                .put("T", book.time().toEpochMilli());
        node.set("bids", levels(market, book.bids()));
        node.set("asks", levels(market, book.asks()));
        return node;
    }

    private static ArrayNode levels(MarketView market, Levels levels) {
        var all = JSON.arrayNode(levels.count());
        for (var i = 0; i < levels.count(); i++) {
            all.add(JSON.arrayNode(2)
                    .add(levels.price(i, market.instrument()).toPlainString())
                    .add(levels.size(i, market.instrument()).toPlainString()));
        }
        return all;
    }

    public JsonNode trades(RestRequest request) {
        return trades(market(request).trades(request.limit(500, MOST_TRADES)));
    }

    /** From {@code fromId} on, of what is still known. */
    public JsonNode olderTrades(RestRequest request) {
        var limit = request.limit(100, 500);
        var fromId = request.maybeLong("fromId");
        var known = market(request).trades(MOST_TRADES).stream()
                .filter(t -> t.id() >= fromId.orElse(Long.MIN_VALUE))
                .toList();
        return trades(cut(known, limit, fromId.isPresent()));
    }

    private static ArrayNode trades(List<Trade> trades) {
        var all = JSON.arrayNode();
        for (var trade : trades) {
            all.add(JSON.objectNode()
                    .put("id", trade.id())
                    .put("price", trade.price().toPlainString())
                    .put("qty", trade.size().toPlainString())
                    .put("quoteQty", trade.price().multiply(trade.size()).toPlainString())
                    .put("time", trade.time().toEpochMilli())
                    .put("isBuyerMaker", trade.aggressor() == Side.SELL));
        }
        return all;
    }

    /** Each trade is its own aggregate, under its own id. */
    public JsonNode aggTrades(RestRequest request) {
        var limit = request.limit(500, MOST_TRADES);
        var fromId = request.maybeLong("fromId").orElse(Long.MIN_VALUE);
        var from = request.maybeTime("startTime").orElse(Instant.MIN);
        var to = request.maybeTime("endTime").orElse(Instant.MAX);
        var asked = market(request).trades(MOST_TRADES).stream()
                .filter(t -> t.id() >= fromId
                        && !t.time().isBefore(from)
                        && !t.time().isAfter(to))
                .toList();
        var oldest =
                request.maybe("fromId").or(() -> request.maybe("startTime")).isPresent();
        var all = JSON.arrayNode();
        for (var trade : cut(asked, limit, oldest)) {
            all.add(JSON.objectNode()
                    .put("a", trade.id())
                    .put("p", trade.price().toPlainString())
                    .put("q", trade.size().toPlainString())
                    .put("f", trade.id())
                    .put("l", trade.id())
                    .put("T", trade.time().toEpochMilli())
                    .put("m", trade.aggressor() == Side.SELL));
        }
        return all;
    }

    /** At most {@code limit}: from the oldest on when a start was asked for, else the latest. */
    public static <T> List<T> cut(List<T> all, int limit, boolean oldest) {
        var size = all.size();
        return oldest ? all.subList(0, Math.min(limit, size)) : all.subList(Math.max(0, size - limit), size);
    }

    public JsonNode day(RestRequest request) {
        return oneOrAll(request, RestMarketData::day);
    }

    private static ObjectNode day(MarketView market) {
        var day = market.day();
        var last = last(market);
        var change = day.close().subtract(day.open());
        var percent = day.open().signum() == 0
                ? BigDecimal.ZERO
                : change.movePointRight(2).divide(day.open(), 3, RoundingMode.HALF_EVEN);
        var average = day.volume().signum() == 0
                ? day.close()
                : day.quoteVolume().divide(day.volume(), MathContext.DECIMAL32);
        return JSON.objectNode()
                .put("symbol", Symbols.of(market))
                .put("priceChange", change.toPlainString())
                .put("priceChangePercent", percent.toPlainString())
                .put("weightedAvgPrice", average.toPlainString())
                .put("lastPrice", last.price().toPlainString())
                .put("lastQty", last.size().toPlainString())
                .put("openPrice", day.open().toPlainString())
                .put("highPrice", day.high().toPlainString())
                .put("lowPrice", day.low().toPlainString())
                .put("volume", day.volume().toPlainString())
                .put("quoteVolume", day.quoteVolume().toPlainString())
                .put("openTime", market.time().minus(Duration.ofDays(1)).toEpochMilli())
                .put("closeTime", market.time().toEpochMilli())
                .put("firstId", Math.max(0, last.id() - day.trades() + 1))
                .put("lastId", last.id())
                .put("count", day.trades());
    }

    private static Trade last(MarketView market) {
        return market.trades(1).getLast();
    }

    public JsonNode price(RestRequest request) {
        var priced = request.maybe("symbol").flatMap(this::feeAsset);
        if (priced.isPresent()) {
            return priced.get();
        }
        return oneOrAll(
                request,
                m -> JSON.objectNode()
                        .put("symbol", Symbols.of(m))
                        .put("price", last(m).price().toPlainString())
                        .put("time", m.time().toEpochMilli()));
    }

    /** Of an asset that fees are paid in the price is known, whether its market is played here or not. */
    private Optional<JsonNode> feeAsset(String venueSymbol) {
        var asset = venueSymbol.endsWith(QUOTE) ? venueSymbol.substring(0, venueSymbol.length() - QUOTE.length()) : "";
        return feeRates.apply(asset)
                .map(rate -> JSON.objectNode()
                        .put("symbol", venueSymbol)
                        .put("price", rate.toPlainString())
                        .put("time", markets.all().getFirst().time().toEpochMilli()));
    }

    public JsonNode bookTicker(RestRequest request) {
        return oneOrAll(request, m -> {
            var quote = m.quote();
            return JSON.objectNode()
                    .put("symbol", Symbols.of(m))
                    .put("bidPrice", quote.bid().toPlainString())
                    .put("bidQty", quote.bidSize().toPlainString())
                    .put("askPrice", quote.ask().toPlainString())
                    .put("askQty", quote.askSize().toPlainString())
                    .put("time", quote.time().toEpochMilli())
                    .put("lastUpdateId", m.book(5).updateId());
        });
    }
}
