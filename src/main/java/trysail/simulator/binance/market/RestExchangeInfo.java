package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import trysail.model.Instrument;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.desk.OrderDesk;
import trysail.simulator.desk.OrderRules;
import trysail.simulator.play.Markets;

/** What the venue lists, and its rules. */
public final class RestExchangeInfo {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long NEVER = 4_133_404_800_000L;
    private static final long LISTED = 1_569_398_400_000L;
    private static final BigDecimal MOST = OrderRules.LARGEST;
    /** What may be listed beside the markets. */
    public static final List<ObjectNode> ODD = new OddListings(LISTED, NEVER).all();

    private RestExchangeInfo() {}

    /** @param others entries beside the markets */
    public static ObjectNode answer(Markets markets, List<ObjectNode> others, RateLimits.Budget budget, long now) {
        var node =
                JSON.objectNode().put("timezone", "UTC").put("serverTime", now).put("futuresType", "U_MARGINED");
        node.putArray("rateLimits")
                .add(limit("REQUEST_WEIGHT", "MINUTE", 1, budget.weightPerMinute()))
                .add(limit("ORDERS", "MINUTE", 1, budget.ordersPerMinute()))
                .add(limit("ORDERS", "SECOND", 10, budget.ordersPerTenSeconds()));
        node.putArray("exchangeFilters");
        node.putArray("assets")
                .add(JSON.objectNode()
                        .put("asset", "USDT")
                        .put("marginAvailable", true)
                        .put("autoAssetExchange", "-10000"));
        var symbols = node.putArray("symbols");
        markets.all().forEach(m -> symbols.add(symbol(m.instrument())));
        for (var other : others) {
            if (Symbols.find(markets, other.path("symbol").asText()).isEmpty()) {
                symbols.add(other);
            }
        }
        return node;
    }

    private static ObjectNode limit(String type, String interval, int number, int limit) {
        return JSON.objectNode()
                .put("rateLimitType", type)
                .put("interval", interval)
                .put("intervalNum", number)
                .put("limit", limit);
    }

    private static ObjectNode symbol(Instrument i) {
        var name = Symbols.of(i);
        var node = JSON.objectNode()
                .put("symbol", name)
                .put("pair", i.base() + i.quote())
                .put("contractType", i.expiry().isPresent() ? "NEXT_QUARTER" : "PERPETUAL")
                .put("deliveryDate", i.expiry().map(RestExchangeInfo::morning).orElse(NEVER))
                .put("onboardDate", LISTED)
                .put("status", "TRADING")
                .put("maintMarginPercent", "2.5000")
                .put("requiredMarginPercent", "5.0000")
                .put("baseAsset", i.base())
                .put("quoteAsset", i.quote())
                .put("marginAsset", i.quote())
                .put("pricePrecision", i.priceScale())
                .put("quantityPrecision", i.sizeScale())
                .put("baseAssetPrecision", 8)
                .put("quotePrecision", 8)
                .put("underlyingType", "COIN")
                .put("settlePlan", 0)
                .put("triggerProtect", "0.0500")
                .put("liquidationFee", "0.012500")
                .put("marketTakeBound", "0.05")
                .put("maxMoveOrderLimit", 10_000);
        node.putArray("underlyingSubType");
        node.putArray("orderTypes").add("LIMIT").add("MARKET");
        node.putArray("timeInForce").add("GTC").add("IOC").add("FOK").add("GTX");
        node.set("filters", filters(i));
        return node;
    }

    /** Contracts are settled at eight in the morning, UTC. */
    private static long morning(LocalDate day) {
        return day.atTime(8, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static ArrayNode filters(Instrument i) {
        return JSON.arrayNode()
                .add(filter("PRICE_FILTER")
                        .put("minPrice", i.tick().toPlainString())
                        .put("maxPrice", MOST.toPlainString())
                        .put("tickSize", i.tick().toPlainString()))
                .add(size("LOT_SIZE", i))
                .add(size("MARKET_LOT_SIZE", i))
                .add(filter("MAX_NUM_ORDERS").put("limit", OrderDesk.MOST_WORKING))
                .add(filter("MIN_NOTIONAL").put("notional", i.minNotional().toPlainString()));
    }

    private static ObjectNode filter(String type) {
        return JSON.objectNode().put("filterType", type);
    }

    private static ObjectNode size(String type, Instrument i) {
        return filter(type)
                .put("minQty", i.minSize().toPlainString())
                .put("maxQty", MOST.toPlainString())
                .put("stepSize", i.lot().toPlainString());
    }
}
