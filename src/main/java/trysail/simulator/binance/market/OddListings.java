package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a real venue lists beside the contracts that are played here: broken entries, kinds of contract that others may
 * not know, names in other scripts. None of them can be traded; a client has to read past them. An empty notional is not
 * among them: XChange cannot read a listing with one, and its stock client is a witness of ours.
 */
public final class OddListings {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LATER = "PENDING_TRADING";

    /** 25 December 2026, 08:00 UTC. */
    private static final long QUARTER = 1798185600000L;

    private final long never;
    private final long since;

    public OddListings(long since, long never) {
        this.since = since;
        this.never = never;
    }

    public List<ObjectNode> all() {
        return List.of(
                entry("TICKUSDT", "TICK", "USDT", "PERPETUAL", "TRADING", "0", "1"),
                entry("LOTUSDT", "LOT", "USDT", "PERPETUAL", "TRADING", "0.01", "0"),
                entry("XAUUSDT", "XAU", "USDT", "TRADIFI_PERPETUAL", "TRADING", "0.01", "0.001"),
                entry("BTCUSDT_261225", "BTC", "USDT", "NEXT_QUARTER", LATER, "0.1", "0.001")
                        .put("deliveryDate", QUARTER),
                entry("币安人生USDT", "币安人生", "USDT", "PERPETUAL", LATER, "0.0001", "1"),
                entry("BTCUSD1", "BTC", "USD1", "PERPETUAL", LATER, "0.1", "0.001"),
                entry("BTCUSD_PERP", "BTC", "USD", "PERPETUAL", LATER, "0.1", "1")
                        .put("marginAsset", "BTC"));
    }

    private ObjectNode entry(
            String name, String base, String quote, String type, String status, String tick, String lot) {
        var node = JSON.objectNode()
                .put("symbol", name)
                .put("pair", base + quote)
                .put("contractType", type)
                .put("deliveryDate", never)
                .put("onboardDate", since)
                .put("status", status)
                .put("baseAsset", base)
                .put("quoteAsset", quote)
                .put("marginAsset", quote)
                .put("pricePrecision", 4)
                .put("quantityPrecision", 3)
                .put("baseAssetPrecision", 8)
                .put("quotePrecision", 8)
                .put("underlyingType", "COIN");
        node.putArray("underlyingSubType");
        node.putArray("orderTypes").add("LIMIT").add("MARKET");
        node.putArray("timeInForce").add("GTC").add("IOC").add("FOK").add("GTX");
        var filters = node.putArray("filters");
        filters.addObject()
                .put("filterType", "PRICE_FILTER")
                .put("minPrice", tick)
                .put("maxPrice", "1000000")
                .put("tickSize", tick);
        filters.addObject()
                .put("filterType", "LOT_SIZE")
                .put("minQty", lot)
                .put("maxQty", "1000000")
                .put("stepSize", lot);
        filters.addObject().put("filterType", "MIN_NOTIONAL").put("notional", "5");
        return node;
    }
}
