package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import trysail.fault.Fault;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.OrderDesk;
import trysail.simulator.play.MarketView;

/** How an account may trade: one-way, cross margin, one asset; and what its orders may use up. */
public final class RestSettings {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MOST_NOTIONAL = "100000000";

    private final OrderDesk desk;
    private final SessionClock clock;
    private final RateLimits.Budget budget;

    public RestSettings(OrderDesk desk, SessionClock clock, RateLimits.Budget budget) {
        this.desk = desk;
        this.clock = clock;
        this.budget = budget;
    }

    private List<MarketView> oneOrAll(RestRequest request) {
        return request.maybe("symbol").isPresent()
                ? List.of(RestMarketData.market(desk.markets(), request))
                : desk.markets().all();
    }

    public JsonNode account() {
        return JSON.objectNode()
                .put("feeTier", 0)
                .put("canTrade", true)
                .put("canDeposit", true)
                .put("canWithdraw", true)
                .put("dualSidePosition", false)
                .put("updateTime", 0)
                .put("multiAssetsMargin", false)
                .put("tradeGroupId", -1);
    }

    public JsonNode symbols(RestRequest request, Account account) {
        return desk.locked(() -> {
            var all = JSON.arrayNode();
            for (var market : oneOrAll(request)) {
                all.add(JSON.objectNode()
                        .put("symbol", Symbols.of(market))
                        .put("marginType", "CROSSED")
                        .put("isAutoAddMargin", false)
                        .put("leverage", account.leverage(market.instrument().symbol()))
                        .put("maxNotionalValue", MOST_NOTIONAL));
            }
            return all;
        });
    }

    /** What the key may do: trade, and nothing else unless {@code instead} says so. */
    public JsonNode keyRights(Optional<Fault.KeyRights.Right> instead) {
        var withdraws = instead.filter(k -> k == Fault.KeyRights.Right.WITHDRAW).isPresent();
        var reads = instead.filter(k -> k == Fault.KeyRights.Right.READ).isPresent();
        return JSON.objectNode()
                .put("ipRestrict", withdraws)
                .put("createTime", 0)
                .put("enableReading", true)
                .put("enableWithdrawals", withdraws)
                .put("enableInternalTransfer", false)
                .put("enableMargin", false)
                .put("enableFutures", !reads)
                .put("permitsUniversalTransfer", false)
                .put("enableVanillaOptions", false)
                .put("enableFixApiTrade", false)
                .put("enableFixReadOnly", false)
                .put("enableSpotAndMarginTrading", false)
                .put("enablePortfolioMarginTrading", false);
    }

    /** The one coin there is. It neither comes nor goes. */
    public JsonNode coins(RestRequest request, Account account) {
        var cash = desk.locked(account.wallet::cash).toPlainString();
        var coin = JSON.objectNode()
                .put("coin", "USDT")
                .put("name", "TetherUS")
                .put("free", cash)
                .put("locked", "0")
                .put("depositAllEnable", false)
                .put("withdrawAllEnable", false)
                .put("trading", true)
                .put("isLegalMoney", false);
        coin.putArray("networkList");
        return JSON.arrayNode().add(coin);
    }

    /** One asset is the only mode here. */
    public JsonNode multiAssets() {
        return JSON.objectNode().put("multiAssetsMargin", false);
    }

    public JsonNode setMultiAssets(RestRequest request) {
        request.need("multiAssetsMargin");
        throw request.flag("multiAssetsMargin") ? BinanceError.notOffered() : BinanceError.sameAssetMode();
    }

    /** Fees are not paid in another coin. */
    public JsonNode feeBurn() {
        return JSON.objectNode().put("feeBurn", false);
    }

    public JsonNode orderLimits() {
        return JSON.arrayNode()
                .add(limit("SECOND", 10, budget.ordersPerTenSeconds()))
                .add(limit("MINUTE", 1, budget.ordersPerMinute()));
    }

    private static ObjectNode limit(String interval, int number, int limit) {
        return JSON.objectNode()
                .put("rateLimitType", "ORDERS")
                .put("interval", interval)
                .put("intervalNum", number)
                .put("limit", limit);
    }

    /** Nobody is watched, so nobody is restrained. */
    public JsonNode tradingStatus() {
        var node = JSON.objectNode();
        node.putObject("indicators");
        return node.put("updateTime", clock.now().toEpochMilli());
    }

    /** Where each open position stands in the queue of those closed to pay for others: first to be spared. */
    public JsonNode adlQuantile(RestRequest request, Account account) {
        return desk.locked(() -> {
            var all = JSON.arrayNode();
            for (var market : oneOrAll(request)) {
                if (!account.wallet.position(market.instrument().symbol()).isFlat()) {
                    var node = JSON.objectNode().put("symbol", Symbols.of(market));
                    node.putObject("adlQuantile").put("LONG", 0).put("SHORT", 0).put("BOTH", 0);
                    all.add(node);
                }
            }
            return all;
        });
    }
}
