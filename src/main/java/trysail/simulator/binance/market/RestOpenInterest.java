package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.desk.Accounts;

/** How much of a contract is open: what the accounts here are long of it. */
public final class RestOpenInterest {
    private final Accounts accounts;

    public RestOpenInterest(Accounts accounts) {
        this.accounts = accounts;
    }

    public JsonNode ask(RestRequest request) {
        var market = RestMarketData.market(accounts.desk().markets(), request);
        return JsonNodeFactory.instance
                .objectNode()
                .put("openInterest", accounts.open(market).toPlainString())
                .put("symbol", Symbols.of(market))
                .put("time", market.time().toEpochMilli());
    }
}
