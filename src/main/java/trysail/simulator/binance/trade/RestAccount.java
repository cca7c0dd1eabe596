package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import trysail.matching.Fees;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.OrderDesk;
import trysail.simulator.desk.OrderEntry;
import trysail.simulator.play.MarketView;

/** Balances, positions and settings of one account, as signed requests ask for them. */
public final class RestAccount {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_LEVERAGE = 125;
    private static final String MOST_NOTIONAL = "100000000";

    private final OrderDesk desk;
    private final SessionClock clock;
    private final Fees fees;

    public RestAccount(OrderDesk desk, SessionClock clock, Fees fees) {
        this.desk = desk;
        this.clock = clock;
        this.fees = fees;
    }

    private AccountJson json(Account account) {
        return new AccountJson(account, desk.markets().all(), clock.now().toEpochMilli());
    }

    private MarketView market(RestRequest request) {
        return RestMarketData.market(desk.markets(), request);
    }

    private List<MarketView> oneOrAll(RestRequest request) {
        return request.maybe("symbol").isPresent()
                ? List.of(market(request))
                : desk.markets().all();
    }

    public JsonNode account(Account account, int version) {
        return desk.locked(() -> json(account).account(version));
    }

    public JsonNode balance(Account account) {
        return desk.locked(() -> json(account).balance());
    }

    public JsonNode positionRisk(RestRequest request, Account account, int version) {
        return desk.locked(() -> json(account).positionRisk(version, oneOrAll(request)));
    }

    public JsonNode setLeverage(RestRequest request, Account account) {
        var symbol = OrderEntry.venueSymbol(market(request));
        var leverage = request.maybeLong("leverage").orElseThrow(() -> BinanceError.missing("leverage"));
        if (leverage < 1 || leverage > MOST_LEVERAGE) {
            throw BinanceError.leverage();
        }
        desk.locked(() -> {
            account.leverage(symbol, leverage.intValue());
            return true;
        });
        return JSON.objectNode().put("symbol", symbol).put("leverage", leverage).put("maxNotionalValue", MOST_NOTIONAL);
    }

    public JsonNode leverageBracket(RestRequest request) {
        var all = JSON.arrayNode();
        for (var market : oneOrAll(request)) {
            var node = JSON.objectNode()
                    .put("symbol", OrderEntry.venueSymbol(market))
                    .put("notionalCoef", 1);
            node.putArray("brackets")
                    .add(JSON.objectNode()
                            .put("bracket", 1)
                            .put("initialLeverage", MOST_LEVERAGE)
                            .put("notionalCap", Long.parseLong(MOST_NOTIONAL))
                            .put("notionalFloor", 0)
                            .put("maintMarginRatio", 0.004)
                            .put("cum", 0));
            all.add(node);
        }
        return all;
    }

    public JsonNode dual() {
        return JSON.objectNode().put("dualSidePosition", false);
    }

    /** One-way is the only mode here. */
    public JsonNode setDual(RestRequest request) {
        request.need("dualSidePosition");
        throw request.flag("dualSidePosition") ? BinanceError.notOffered() : BinanceError.samePositionSide();
    }

    /** Cross margin is the only type here. */
    public JsonNode setMarginType(RestRequest request) {
        market(request);
        throw request.need("marginType").equals("CROSSED") ? BinanceError.sameMarginType() : BinanceError.notOffered();
    }

    public JsonNode commissionRate(RestRequest request) {
        return JSON.objectNode()
                .put("symbol", OrderEntry.venueSymbol(market(request)))
                .put("makerCommissionRate", fees.maker().toPlainString())
                .put("takerCommissionRate", fees.taker().toPlainString());
    }

    public static ObjectNode listenKey(String key) {
        return JSON.objectNode().put("listenKey", key);
    }
}
