package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.candle.TimeFrame;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;

/** Candles of trades, of the mark and of the index. */
public final class RestKlines {
    public static final int MOST = 1_500;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Markets markets;

    public RestKlines(Markets markets) {
        this.markets = markets;
    }

    public JsonNode klines(RestRequest request) {
        return klines(request, RestMarketData.market(markets, request), true);
    }

    /** Of the one contract that continues here: the perpetual one. */
    public JsonNode continuousKlines(RestRequest request) {
        if (!request.need("contractType").equals("PERPETUAL")) {
            throw BinanceError.malformed("contractType");
        }
        return klines(request, pair(request), true);
    }

    /** Of prices that nobody trades at, so without volume. The mark is the market's own price. */
    public JsonNode markKlines(RestRequest request) {
        return klines(request, RestMarketData.market(markets, request), false);
    }

    /** The index is the mark: there is no other venue. */
    public JsonNode indexKlines(RestRequest request) {
        return klines(request, pair(request), false);
    }

    private MarketView pair(RestRequest request) {
        return markets.bySymbol(request.need("pair")).orElseThrow(BinanceError::symbol);
    }

    private static JsonNode klines(RestRequest request, MarketView market, boolean traded) {
        var frame = TimeFrame.of(request.need("interval")).orElseThrow(BinanceError::interval);
        var limit = request.limit(500, MOST);
        var all = JSON.arrayNode();
        for (var k :
                market.klines(frame.length(), request.maybeTime("startTime"), request.maybeTime("endTime"), limit)) {
            all.add(JSON.arrayNode(12)
                    .add(k.openTime().toEpochMilli())
                    .add(k.open().toPlainString())
                    .add(k.high().toPlainString())
                    .add(k.low().toPlainString())
                    .add(k.close().toPlainString())
                    .add(traded ? k.volume().toPlainString() : "0")
                    .add(k.closeTime().toEpochMilli())
                    .add(traded ? k.quoteVolume().toPlainString() : "0")
                    .add(k.trades())
                    .add(traded ? k.takerBuyVolume().toPlainString() : "0")
                    .add(traded ? k.takerBuyQuoteVolume().toPlainString() : "0")
                    .add("0"));
        }
        return all;
    }
}
