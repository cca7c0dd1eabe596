package trysail.simulator.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.RateLimits;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.market.RestExchangeInfo;
import trysail.simulator.binance.market.RestFunding;
import trysail.simulator.binance.market.RestKlines;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.binance.market.RestOpenInterest;
import trysail.simulator.binance.trade.Countdowns;
import trysail.simulator.binance.trade.RestAccount;
import trysail.simulator.binance.trade.RestAlgo;
import trysail.simulator.binance.trade.RestIncome;
import trysail.simulator.binance.trade.RestSettings;
import trysail.simulator.binance.trade.RestTrading;
import trysail.simulator.desk.Account;
import trysail.simulator.fault.RestFaults;
import trysail.simulator.host.HostedVenue;
import trysail.simulator.play.Markets;

/** Which method and path does what, what it weighs, and who may ask. New orders have a way of their own. */
final class RestRoutes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What answers a request whose sender is known. */
    interface Handler {
        JsonNode answer(RestRequest request, Account account);
    }

    /** One method of one path; {@code answer} lets in whom it may. */
    record Route(ToIntFunction<RestRequest> weight, BiFunction<RestRequest, RestAccess, JsonNode> answer) {}

    private final Map<String, Route> routes = new HashMap<>();

    RestRoutes(
            HostedVenue venue,
            AccountListenKeys keys,
            RestTrading trading,
            Countdowns countdowns,
            RateLimits.Budget budget) {
        var clock = venue.wall();
        var markets = venue.markets();
        var accounts = venue.accounts();
        open("/fapi/v1/exchangeInfo", r -> 1, r -> {
            markets.all(); // the first to ask lets the market begin, and what goes wrong from its beginning
            var others = venue.crowded().getAsBoolean() ? RestExchangeInfo.ODD : List.<ObjectNode>of();
            return RestExchangeInfo.answer(markets, others, budget, now(clock));
        });
        market(
                clock,
                new RestMarketData(markets, accounts::rate),
                new RestOpenInterest(accounts),
                new RestFunding(markets, accounts::funding),
                markets);
        trading(trading);
        signed("POST /fapi/v1/countdownCancelAll", 10, countdowns::set);
        conditional(new RestAlgo(accounts.desk()));
        account(new RestAccount(accounts.desk(), clock, accounts.fees()));
        settings(new RestSettings(accounts.desk(), clock, budget), new RestIncome(accounts.desk()), venue.faults());
        listenKeys(keys);
    }

    Optional<Route> find(String method, String path) {
        return Optional.ofNullable(routes.get(method + " " + path));
    }

    private void open(String path, ToIntFunction<RestRequest> weight, Function<RestRequest, JsonNode> answer) {
        routes.put("GET " + path, new Route(weight, (r, access) -> answer.apply(r)));
    }

    private void signed(String methodAndPath, int weight, Handler handler) {
        signed(methodAndPath, r -> weight, handler);
    }

    private void signed(String methodAndPath, ToIntFunction<RestRequest> weight, Handler handler) {
        routes.put(methodAndPath, new Route(weight, (r, access) -> handler.answer(r, access.bySignature(r))));
    }

    private static ToIntFunction<RestRequest> oneOrAll(int one, int all) {
        return r -> r.maybe("symbol").isPresent() ? one : all;
    }

    private static int depthWeight(RestRequest request) {
        var limit = request.limit(500, 1_000);
        return limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
    }

    private static int klineWeight(RestRequest request) {
        var limit = request.limit(500, RestKlines.MOST);
        return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1_000 ? 5 : 10;
    }

    private void market(
            SessionClock clock, RestMarketData data, RestOpenInterest interest, RestFunding funding, Markets markets) {
        var candles = new RestKlines(markets);
        open("/fapi/v1/ping", r -> 1, r -> JSON.objectNode());
        open("/fapi/v1/time", r -> 1, r -> JSON.objectNode().put("serverTime", now(clock)));
        open("/fapi/v1/depth", RestRoutes::depthWeight, data::depth);
        open("/fapi/v1/trades", r -> 5, data::trades);
        open("/fapi/v1/aggTrades", r -> 20, data::aggTrades);
        open("/fapi/v1/klines", RestRoutes::klineWeight, candles::klines);
        open("/sapi/v1/margin/allPairs", r -> 1, r -> JSON.arrayNode());
        open(
                "/sapi/v1/system/status",
                r -> 1,
                r -> JSON.objectNode().put("status", 0).put("msg", "normal"));
        open("/fapi/v1/historicalTrades", r -> 20, data::olderTrades);
        open("/fapi/v1/continuousKlines", RestRoutes::klineWeight, candles::continuousKlines);
        open("/fapi/v1/markPriceKlines", RestRoutes::klineWeight, candles::markKlines);
        open("/fapi/v1/indexPriceKlines", RestRoutes::klineWeight, candles::indexKlines);
        open("/fapi/v1/fundingRate", r -> 1, funding::rates);
        open("/fapi/v1/fundingInfo", r -> 1, r -> funding.info());
        open("/fapi/v1/ticker/24hr", oneOrAll(1, 40), data::day);
        open("/fapi/v1/ticker/price", oneOrAll(1, 2), data::price);
        open("/fapi/v2/ticker/price", oneOrAll(1, 2), data::price);
        open("/fapi/v1/ticker/bookTicker", oneOrAll(2, 5), data::bookTicker);
        open("/fapi/v1/openInterest", r -> 1, interest::ask);
        open("/fapi/v1/premiumIndex", oneOrAll(1, 10), funding::premiumIndex);
    }

    private static long now(SessionClock clock) {
        return clock.now().toEpochMilli();
    }

    private void trading(RestTrading trading) {
        signed("GET /fapi/v1/order", 1, trading::query);
        signed("DELETE /fapi/v1/order", 1, trading::cancel);
        signed("PUT /fapi/v1/order", 1, trading::amend);
        signed("GET /fapi/v1/openOrder", 1, trading::queryWorking);
        signed("GET /fapi/v1/openOrders", oneOrAll(1, 40), trading::working);
        signed("DELETE /fapi/v1/allOpenOrders", 1, trading::cancelAll);
        signed("DELETE /fapi/v1/batchOrders", 1, trading::cancelSeveral);
        signed("POST /fapi/v1/order/test", 1, trading::test);
        signed("GET /fapi/v1/forceOrders", 20, (r, a) -> JSON.arrayNode()); // nobody is liquidated here
        signed("GET /fapi/v1/allOrders", 5, trading::all);
        signed("GET /fapi/v1/userTrades", 5, trading::trades);
    }

    private void conditional(RestAlgo orders) {
        signed("GET /fapi/v1/algoOrder", 1, orders::query);
        signed("DELETE /fapi/v1/algoOrder", 1, orders::cancel);
        signed("GET /fapi/v1/openAlgoOrders", oneOrAll(1, 40), orders::working);
        signed("GET /fapi/v1/allAlgoOrders", 5, orders::all);
        signed("DELETE /fapi/v1/algoOpenOrders", 1, orders::cancelAll);
    }

    private void account(RestAccount account) {
        for (var version = 1; version <= 3; version++) {
            var v = version;
            signed("GET /fapi/v" + v + "/account", 5, (r, a) -> account.account(a, v));
            signed("GET /fapi/v" + v + "/balance", 5, (r, a) -> account.balance(a));
            signed("GET /fapi/v" + v + "/positionRisk", 5, (r, a) -> account.positionRisk(r, a, v));
        }
        signed("POST /fapi/v1/leverage", 1, account::setLeverage);
        signed("GET /fapi/v1/leverageBracket", 1, (r, a) -> account.leverageBracket(r));
        signed("GET /fapi/v1/positionSide/dual", 30, (r, a) -> account.dual());
        signed("POST /fapi/v1/positionSide/dual", 1, (r, a) -> account.setDual(r));
        signed("POST /fapi/v1/marginType", 1, (r, a) -> account.setMarginType(r));
        signed("GET /fapi/v1/commissionRate", 20, (r, a) -> account.commissionRate(r));
    }

    private void settings(RestSettings settings, RestIncome income, RestFaults faults) {
        signed("GET /fapi/v1/accountConfig", 5, (r, a) -> settings.account());
        signed("GET /fapi/v1/symbolConfig", 5, settings::symbols);
        signed("GET /fapi/v1/multiAssetsMargin", 30, (r, a) -> settings.multiAssets());
        signed("POST /fapi/v1/multiAssetsMargin", 1, (r, a) -> settings.setMultiAssets(r));
        signed("GET /fapi/v1/feeBurn", 30, (r, a) -> settings.feeBurn());
        signed("GET /fapi/v1/rateLimit/order", 1, (r, a) -> settings.orderLimits());
        signed("GET /fapi/v1/apiTradingStatus", 1, (r, a) -> settings.tradingStatus());
        signed("GET /fapi/v1/adlQuantile", 5, settings::adlQuantile);
        signed("GET /sapi/v1/account/apiRestrictions", 1, (r, a) -> settings.keyRights(faults.keyRights()));
        signed("GET /sapi/v1/capital/config/getall", 10, settings::coins);
        signed("GET /fapi/v1/income", 30, income::income);
    }

    private void listenKeys(AccountListenKeys keys) {
        var path = " /fapi/v1/listenKey";
        key("POST" + path, a -> RestAccount.listenKey(keys.open(a.keys.key())));
        key("PUT" + path, a -> RestAccount.listenKey(keys.renew(a.keys.key())));
        key("DELETE" + path, a -> {
            keys.delete(a.keys.key());
            return JSON.objectNode();
        });
    }

    private void key(String methodAndPath, Function<Account, JsonNode> answer) {
        routes.put(methodAndPath, new Route(r -> 1, (r, access) -> answer.apply(access.byKey(r))));
    }
}
