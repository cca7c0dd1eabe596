package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trysail.matching.Ticket;
import trysail.model.OrderState;
import trysail.model.Terms;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.desk.AccountNews;
import trysail.simulator.desk.OrderEntry;

/** Conditional orders in the words of the namespace that is theirs. */
final class AlgoJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AlgoJson() {}

    /** As placed, queried or listed. */
    static ObjectNode order(OrderEntry entry) {
        var order = entry.ticket;
        var asked = entry.asked;
        return JSON.objectNode()
                .put("algoId", order.id())
                .put("clientAlgoId", asked.clientId())
                .put("algoType", "CONDITIONAL")
                .put("orderType", type(asked.terms()))
                .put("symbol", Symbols.of(entry.market))
                .put("side", asked.side().name())
                .put("positionSide", "BOTH")
                .put("timeInForce", "GTC")
                .put("quantity", OrderJson.text(asked.size()))
                .put("algoStatus", status(order))
                .put("triggerPrice", trigger(asked.terms()))
                .put("price", "0")
                .putNull("icebergQuantity")
                .put("selfTradePreventionMode", "NONE")
                .put("workingType", "CONTRACT_PRICE")
                .put("priceMatch", "NONE")
                .put("closePosition", false)
                .put("priceProtect", false)
                .put("reduceOnly", asked.reduceOnly())
                .put("activatePrice", "")
                .put("callbackRate", "")
                .put("actualOrderId", child(order))
                .put("actualPrice", OrderJson.text(order.averagePrice()))
                .put("createTime", order.accepted().toEpochMilli())
                .put("updateTime", order.updated().toEpochMilli())
                .put("triggerTime", order.triggered() ? order.updated().toEpochMilli() : 0)
                .put("goodTillDate", 0);
    }

    /** The user stream's {@code ALGO_UPDATE}. */
    static ObjectNode update(AccountNews.ConditionalChanged news) {
        var order = news.order();
        var asked = order.asked();
        var event = JSON.objectNode()
                .put("e", "ALGO_UPDATE")
                .put("T", order.updated().toEpochMilli())
                .put("E", news.at());
        event.putObject("o")
                .put("caid", asked.clientId())
                .put("aid", order.id())
                .put("at", "CONDITIONAL")
                .put("o", type(asked.terms()))
                .put("s", Symbols.of(news.instrument()))
                .put("S", asked.side().name())
                .put("ps", "BOTH")
                .put("f", "GTC")
                .put("q", OrderJson.text(asked.size()))
                .put("X", status(order))
                .put("ai", child(order))
                .put("ap", OrderJson.text(order.averagePrice()))
                .put("aq", OrderJson.text(order.filled()))
                .put("act", order.triggered() ? "MARKET" : "")
                .put("tp", trigger(asked.terms()))
                .put("p", "0")
                .put("V", "NONE")
                .put("wt", "CONTRACT_PRICE")
                .put("pm", "NONE")
                .put("cp", false)
                .put("pP", false)
                .put("R", asked.reduceOnly())
                .put("tt", order.triggered() ? order.updated().toEpochMilli() : 0)
                .put("gtd", 0)
                .put("rm", "");
        return event;
    }

    private static String child(Ticket order) {
        return order.triggered() ? Long.toString(order.child()) : "";
    }

    private static String status(Ticket order) {
        if (order.triggered()) {
            return order.state().working() ? "TRIGGERED" : "FINISHED";
        }
        return order.state() == OrderState.CANCELLED
                ? "CANCELED"
                : order.state().name();
    }

    private static String type(Terms terms) {
        return switch (terms) {
            case Terms.Market m -> "MARKET";
            case Terms.Limit l -> "LIMIT";
            case Terms.Triggered t ->
                switch (t.when()) {
                    case STOP -> "STOP_MARKET";
                    case TAKE_PROFIT -> "TAKE_PROFIT_MARKET";
                };
        };
    }

    private static String trigger(Terms terms) {
        return switch (terms) {
            case Terms.Market m -> "0";
            case Terms.Limit l -> "0";
            case Terms.Triggered t -> OrderJson.text(t.trigger());
        };
    }
}
