package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.OrderDesk;
import trysail.simulator.desk.OrderEntry;

/** Conditional orders of one account, as signed requests of their own namespace ask for them; new ones go with all orders. */
public final class RestAlgo {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OrderDesk desk;

    public RestAlgo(OrderDesk desk) {
        this.desk = desk;
    }

    private static OrderEntry find(RestRequest request, Account account, Supplier<BinanceError> unknown) {
        var id = request.maybeLong("algoId");
        var clientId = request.maybe("clientAlgoId");
        if (id.isEmpty() && clientId.isEmpty()) {
            throw BinanceError.missing("algoId");
        }
        var found = id.isPresent()
                ? account.orders().stream().filter(o -> o.id() == id.get()).findFirst()
                : account.byClientId(clientId.get());
        return found.filter(OrderEntry::conditional).orElseThrow(unknown);
    }

    public JsonNode query(RestRequest request, Account account) {
        return desk.locked(() -> AlgoJson.order(find(request, account, BinanceError::unknownOrder)));
    }

    /** Ends one that waits: what a trigger has made of it is an order of the book. */
    public JsonNode cancel(RestRequest request, Account account) {
        return desk.locked(() -> {
            var order = find(request, account, BinanceError::unknownOnCancel);
            if (order.ticket.triggered() || !desk.cancel(order)) {
                throw BinanceError.unknownOnCancel();
            }
            return JSON.objectNode()
                    .put("algoId", order.id())
                    .put("clientAlgoId", order.clientId())
                    .put("code", "200")
                    .put("msg", "success");
        });
    }

    public JsonNode cancelAll(RestRequest request, Account account) {
        var asked = of(request);
        desk.locked(() -> {
            waiting(account, asked).forEach(desk::cancel);
            return true;
        });
        return JSON.objectNode().put("code", 200).put("msg", "The operation of cancel all open order is done.");
    }

    public JsonNode working(RestRequest request, Account account) {
        Predicate<OrderEntry> asked = request.maybe("symbol").isEmpty() ? o -> true : of(request);
        return desk.locked(() -> {
            var all = JSON.arrayNode();
            waiting(account, asked).forEach(o -> all.add(AlgoJson.order(o)));
            return all;
        });
    }

    public JsonNode all(RestRequest request, Account account) {
        var asked = of(request);
        return desk.locked(() -> {
            var all = JSON.arrayNode();
            account.orders().stream()
                    .filter(OrderEntry::conditional)
                    .filter(asked)
                    .forEach(o -> all.add(AlgoJson.order(o)));
            return all;
        });
    }

    private Predicate<OrderEntry> of(RestRequest request) {
        var market = RestMarketData.market(desk.markets(), request);
        return order -> order.market == market;
    }

    private static List<OrderEntry> waiting(Account account, Predicate<OrderEntry> asked) {
        return account.working().stream()
                .filter(o -> o.conditional() && !o.ticket.triggered())
                .filter(asked)
                .toList();
    }
}
