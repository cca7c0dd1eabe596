package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import trysail.matching.Execution;
import trysail.matching.Ticket;
import trysail.model.OrderState;
import trysail.model.Side;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.AccountNews;
import trysail.simulator.desk.Liquidation;
import trysail.simulator.desk.OrderEntry;
import trysail.simulator.desk.OrderRules;

/** Orders and trades in the venue's words. */
final class OrderJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private OrderJson() {}

    static String text(BigDecimal value) {
        return value.toPlainString();
    }

    private static String average(Ticket order) {
        var average = order.averagePrice();
        return average.signum() == 0 ? "0.00" : average.stripTrailingZeros().toPlainString();
    }

    /** The number that the order book knows it by. */
    static long number(Ticket order) {
        return order.asked().terms().conditional() ? order.child() : order.id();
    }

    /** The name that the order book knows it by: of an order that a trigger made, the venue's own. */
    static String name(Ticket order) {
        return order.asked().terms().conditional()
                ? "x-" + Long.toString(order.child(), 36)
                : order.asked().clientId();
    }

    /** As placed, queried, listed or cancelled. */
    static ObjectNode order(OrderEntry order) {
        var asked = order.asked;
        var cost = text(order.ticket.cost());
        var filled = text(order.ticket.filled());
        return JSON.objectNode()
                .put("orderId", number(order.ticket))
                .put("symbol", Symbols.of(order.market))
                .put("status", status(order.ticket))
                .put("clientOrderId", name(order.ticket))
                .put("price", text(order.price()))
                .put("avgPrice", average(order.ticket))
                .put("origQty", text(asked.size()))
                .put("executedQty", filled)
                .put("cumQty", filled)
                .put("cumQuote", cost)
                .put("timeInForce", OrderPlacement.timeInForce(asked.terms()))
                .put("type", OrderPlacement.type(asked.terms()))
                .put("reduceOnly", asked.reduceOnly())
                .put("closePosition", false)
                .put("side", asked.side().name())
                .put("positionSide", "BOTH")
                .put("stopPrice", "0")
                .put("workingType", "CONTRACT_PRICE")
                .put("priceProtect", false)
                .put("origType", OrderPlacement.type(asked.terms()))
                .put("priceMatch", "NONE")
                .put("selfTradePreventionMode", "NONE")
                .put("goodTillDate", 0)
                .put("time", order.ticket.accepted().toEpochMilli())
                .put("updateTime", order.ticket.updated().toEpochMilli());
    }

    /** The short answer to a new order: it is in; what it did is not said. */
    static ObjectNode acknowledgement(OrderEntry order) {
        return order(order)
                .put("status", "NEW")
                .put("avgPrice", "0.00")
                .put("executedQty", "0")
                .put("cumQty", "0")
                .put("cumQuote", "0");
    }

    static ObjectNode trade(Account.Traded trade) {
        var fill = trade.fill();
        var order = trade.order();
        return JSON.objectNode()
                .put("symbol", Symbols.of(order.market))
                .put("id", Long.parseLong(fill.tradeId()))
                .put("orderId", number(order.ticket))
                .put("side", fill.side().name())
                .put("price", text(fill.price()))
                .put("qty", text(fill.size()))
                .put("realizedPnl", text(trade.realised()))
                .put("quoteQty", text(fill.price().multiply(fill.size())))
                .put("commission", text(fill.fee().amount()))
                .put("commissionAsset", fill.fee().asset())
                .put("time", fill.time().toEpochMilli())
                .put("positionSide", "BOTH")
                .put("buyer", fill.side() == Side.BUY)
                .put("maker", fill.maker());
    }

    /** The user stream's {@code ORDER_TRADE_UPDATE}. */
    static ObjectNode update(AccountNews.OrderChanged news) {
        var execution = news.execution();
        var order = execution.order();
        var asked = order.asked();
        var type = asked.clientId().startsWith(Liquidation.NAME) ? "LIQUIDATION" : OrderPlacement.type(asked.terms());
        var o = JSON.objectNode()
                .put("s", Symbols.of(news.instrument()))
                .put("c", name(order))
                .put("S", asked.side().name())
                .put("o", type)
                .put("f", OrderPlacement.timeInForce(asked.terms()))
                .put("q", text(asked.size()))
                .put("p", text(OrderRules.price(asked)))
                .put("ap", average(order))
                .put("sp", "0")
                .put("x", what(execution))
                .put("X", status(order))
                .put("i", number(order))
                .put("l", "0")
                .put("z", text(order.filled()))
                .put("L", "0")
                .put("T", execution.time().toEpochMilli())
                .put("t", 0)
                .put("b", "0")
                .put("a", "0")
                .put("m", false)
                .put("R", asked.reduceOnly())
                .put("wt", "CONTRACT_PRICE")
                .put("ot", type)
                .put("ps", "BOTH")
                .put("cp", false)
                .put("rp", text(news.realised()))
                .put("pP", false)
                .put("si", 0)
                .put("ss", 0)
                .put("V", "NONE")
                .put("pm", "NONE")
                .put("gtd", 0);
        news.trade()
                .ifPresent(f -> o.put("l", text(f.size()))
                        .put("L", text(f.price()))
                        .put("N", f.fee().asset())
                        .put("n", text(f.fee().amount()))
                        .put("t", Long.parseLong(f.tradeId()))
                        .put("m", f.maker()));
        var event = JSON.objectNode()
                .put("e", "ORDER_TRADE_UPDATE")
                .put("E", news.at())
                .put("T", execution.time().toEpochMilli());
        event.set("o", o);
        return event;
    }

    private static String status(Ticket order) {
        return order.state() == OrderState.CANCELLED
                ? "CANCELED"
                : order.state().name();
    }

    private static String what(Execution execution) {
        return switch (execution) {
            case Execution.Accepted a -> "NEW";
            case Execution.Triggered t -> "NEW";
            case Execution.Filled f -> "TRADE";
            case Execution.Amended a -> "AMENDMENT";
            case Execution.Cancelled c -> "CANCELED";
            case Execution.Expired e -> "EXPIRED";
            case Execution.Rejected r -> "REJECTED";
        };
    }
}
