package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.OrderDesk;

/** What moved an account's cash: profit and fee of each trade, and funding. */
public final class RestIncome {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 1_000;

    private final OrderDesk desk;

    public RestIncome(OrderDesk desk) {
        this.desk = desk;
    }

    public JsonNode income(RestRequest request, Account account) {
        var symbol = request.maybe("symbol").map(s -> Symbols.of(RestMarketData.market(desk.markets(), request)));
        var type = request.maybe("incomeType");
        var from = request.maybeLong("startTime").orElse(Long.MIN_VALUE);
        var to = request.maybeLong("endTime").orElse(Long.MAX_VALUE);
        var limit = request.limit(100, MOST);
        var found = new ArrayList<ObjectNode>();
        for (var entry : desk.locked(() -> all(account))) {
            var time = entry.path("time").asLong();
            if (symbol.map(s -> s.equals(entry.path("symbol").asText())).orElse(true)
                    && type.map(t -> t.equals(entry.path("incomeType").asText()))
                            .orElse(true)
                    && time >= from
                    && time <= to) {
                found.add(entry);
            }
        }
        var all = JSON.arrayNode();
        RestMarketData.cut(found, limit, request.maybe("startTime").isPresent()).forEach(all::add);
        return all;
    }

    private static List<ObjectNode> all(Account account) {
        var all = new ArrayList<ObjectNode>();
        for (var trade : account.trades()) {
            if (trade.realised().signum() != 0) {
                all.add(entry(
                        "REALIZED_PNL",
                        trade,
                        trade.realised(),
                        trade.order().market.instrument().quote()));
            }
            var fee = trade.fill().fee();
            all.add(entry("COMMISSION", trade, fee.amount().negate(), fee.asset()));
        }
        account.funded().forEach(f -> all.add(entry(f)));
        all.sort(Comparator.comparingLong(entry -> entry.path("time").asLong())); // stable
        return all;
    }

    private static ObjectNode entry(Account.Funded funded) {
        return JSON.objectNode()
                .put("symbol", Symbols.of(funded.market()))
                .put("incomeType", "FUNDING_FEE")
                .put("income", funded.amount().toPlainString())
                .put("asset", funded.market().instrument().quote())
                .put("info", "FUNDING_FEE")
                .put("time", funded.time().toEpochMilli())
                .put("tranId", funded.time().toEpochMilli())
                .put("tradeId", "");
    }

    private static ObjectNode entry(String type, Account.Traded trade, BigDecimal amount, String asset) {
        var fill = trade.fill();
        return JSON.objectNode()
                .put("symbol", Symbols.of(trade.order().market))
                .put("incomeType", type)
                .put("income", amount.toPlainString())
                .put("asset", asset)
                .put("info", type.equals("COMMISSION") ? fill.tradeId() : "")
                .put("time", fill.time().toEpochMilli())
                .put("tranId", Long.parseLong(fill.tradeId()))
                .put("tradeId", fill.tradeId());
    }
}
