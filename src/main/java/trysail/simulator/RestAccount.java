package trysail.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import trysail.matching.Fees;
import trysail.scope.SessionClock;

/** Balances, positions and settings of one account, as signed requests ask for them. */
final class RestAccount {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_LEVERAGE = 125;
    private static final String MOST_NOTIONAL = "100000000";

    private final OrderDesk desk;
    private final SessionClock clock;
    private final Fees fees;

    RestAccount(OrderDesk desk, SessionClock clock, Fees fees) {
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

    JsonNode account(Account account, int version) {
        return desk.locked(() -> json(account).account(version));
    }

    JsonNode balance(Account account) {
        return desk.locked(() -> json(account).balance());
    }

    JsonNode positionRisk(RestRequest request, Account account, int version) {
        return desk.locked(() -> json(account).positionRisk(version, oneOrAll(request)));
    }

    JsonNode setLeverage(RestRequest request, Account account) {
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

    JsonNode leverageBracket(RestRequest request) {
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

    JsonNode dual() {
        return JSON.objectNode().put("dualSidePosition", false);
    }

    /** One-way is the only mode here. */
    JsonNode setDual(RestRequest request) {
        request.need("dualSidePosition");
        throw request.flag("dualSidePosition") ? BinanceError.notOffered() : BinanceError.samePositionSide();
    }

    /** Cross margin is the only type here. */
    JsonNode setMarginType(RestRequest request) {
        market(request);
        throw request.need("marginType").equals("CROSSED") ? BinanceError.sameMarginType() : BinanceError.notOffered();
    }

    JsonNode commissionRate(RestRequest request) {
        return JSON.objectNode()
                .put("symbol", OrderEntry.venueSymbol(market(request)))
                .put("makerCommissionRate", fees.maker().toPlainString())
                .put("takerCommissionRate", fees.taker().toPlainString());
    }

    static ObjectNode listenKey(String key) {
        return JSON.objectNode().put("listenKey", key);
    }
}
