package trysail.simulator.binance.trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import trysail.matching.Submission;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.market.RestMarketData;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.AccountKeyMaker;
import trysail.simulator.desk.OrderDesk;
import trysail.simulator.desk.OrderEntry;
import trysail.simulator.desk.OrderRules;
import trysail.simulator.desk.Refusal;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.MarketView;
import trysail.simulator.record.VenueRecord;

/** Orders and trades of one account, as signed requests ask for them. */
public final class RestTrading {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 1_000;

    private final OrderDesk desk;
    private final VenueRecord record;
    private final AccountKeyMaker words;
    private final SessionClock clock;
    private final Protocol protocol;

    /**
     * @param clock what the venue takes for the time
     */
    public RestTrading(
            OrderDesk desk, VenueRecord record, AccountKeyMaker words, SessionClock clock, Protocol protocol) {
        this.words = words;
        this.clock = clock;
        this.protocol = protocol;
        this.desk = desk;
        this.record = record;
    }

    private MarketView market(RestRequest request) {
        return RestMarketData.market(desk.markets(), request);
    }

    /** An order as it arrives, before its way to the book. */
    public record Arrived(MarketView market, Submission asked, VenueRecord.OrderTrack track, boolean result) {}

    /** Takes the order apart and notes its arrival at this moment of the record's clock. */
    public Arrived arrived(RestRequest request, Account account, long nanos) {
        return arrived(
                request,
                account,
                OrderPlacement.of(request, account.keys.key(), words.word().substring(0, 22)),
                nanos);
    }

    /** The same for an order that waits for its trigger. */
    public Arrived arrivedConditional(RestRequest request, Account account, long nanos) {
        var spare = words.word().substring(0, 22);
        return arrived(request, account, OrderPlacement.conditional(request, account.keys.key(), spare), nanos);
    }

    private Arrived arrived(RestRequest request, Account account, Submission asked, long nanos) {
        var market = market(request);
        var key = account.keys.key();
        var track = record.order(new VenueRecord.OrderSeen(
                key,
                market.instrument().symbol(),
                asked.clientId(),
                asked.side(),
                OrderRules.price(asked),
                asked.size(),
                asked.reduceOnly(),
                Optional.empty(),
                List.of(),
                nanos));
        var result = request.maybe("newOrderRespType").filter("RESULT"::equals).isPresent();
        return new Arrived(market, asked, track, result);
    }

    public JsonNode place(Account account, Arrived order) {
        return desk.locked(() -> switch (desk.place(account, order.market, order.asked, order.track)) {
            case OrderDesk.Placed.Taken(OrderEntry entry) when entry.conditional() -> AlgoJson.order(entry);
            case OrderDesk.Placed.Taken(OrderEntry entry) ->
                told(order.result ? OrderJson.order(entry) : OrderJson.acknowledgement(entry));
            case OrderDesk.Placed.Refused(Refusal why) -> throw Refusals.of(why, order.market.instrument());
        });
    }

    /** Answers to new and changed orders do not tell what was paid any more. */
    private ObjectNode told(ObjectNode order) {
        return switch (protocol) {
            case OF_2024 -> order;
            case OF_2026 -> order.without(List.of("avgPrice", "cumQuote"));
        };
    }

    /** Another price or size for a limit order: both are said, and it keeps its number. */
    public JsonNode amend(RestRequest request, Account account) {
        var size = request.needDecimal("quantity");
        var price = request.needDecimal("price");
        return desk.locked(() -> {
            var order = find(request, account, BinanceError::unknownOrder);
            if (!order.working()) {
                throw BinanceError.unknownOrder();
            }
            if (!order.asked.side().name().equals(request.need("side"))) {
                throw BinanceError.side();
            }
            if (price.signum() <= 0) {
                throw BinanceError.priceTooLow();
            }
            if (price.compareTo(order.price()) == 0 && size.compareTo(order.asked.size()) == 0) {
                throw BinanceError.nothingToAmend();
            }
            desk.amend(order, price, size).ifPresent(why -> {
                throw Refusals.of(why, order.market.instrument());
            });
            return told(OrderJson.order(order));
        });
    }

    private OrderEntry find(RestRequest request, Account account, Supplier<BinanceError> unknown) {
        var market = market(request);
        var id = request.maybeLong("orderId");
        var clientId = request.maybe("origClientOrderId");
        if (id.isEmpty() && clientId.isEmpty()) {
            throw BinanceError.missing("orderId");
        }
        var found = id.isPresent()
                ? account.byId(market.instrument().symbol(), id.get())
                        .filter(o -> o.inBook() && OrderJson.number(o.ticket) == id.get())
                : account.byClientId(clientId.get()).filter(o -> o.market == market && !o.conditional());
        return found.orElseThrow(unknown);
    }

    public JsonNode query(RestRequest request, Account account) {
        return desk.locked(() -> OrderJson.order(find(request, account, BinanceError::unknownOrder)));
    }

    public JsonNode queryWorking(RestRequest request, Account account) {
        return desk.locked(() -> {
            var order = find(request, account, BinanceError::unknownOrder);
            if (!order.working()) {
                throw BinanceError.unknownOrder();
            }
            return OrderJson.order(order);
        });
    }

    public JsonNode cancel(RestRequest request, Account account) {
        return desk.locked(() -> {
            var order = find(request, account, BinanceError::unknownOnCancel);
            if (!desk.cancel(order)) {
                throw BinanceError.unknownOnCancel();
            }
            return OrderJson.order(order);
        });
    }

    public JsonNode cancelSeveral(RestRequest request, Account account) {
        var all = JSON.arrayNode();
        RestBatch.cancels(request).forEach(one -> all.add(RestBatch.answer(() -> cancel(one, account))));
        return all;
    }

    /** Holds an order against the rules of its form, and does nothing with it. */
    public JsonNode test(RestRequest request, Account account) {
        var market = market(request);
        var asked = OrderPlacement.of(request, account.keys.key(), words.word().substring(0, 22));
        OrderRules.broken(asked, market.instrument(), market.markPrice()).ifPresent(why -> {
            throw Refusals.of(why, market.instrument());
        });
        return JSON.objectNode();
    }

    public JsonNode cancelAll(RestRequest request, Account account) {
        var market = market(request);
        desk.locked(() -> {
            account.working(market).stream().filter(OrderEntry::inBook).forEach(desk::cancel);
            return true;
        });
        return JSON.objectNode().put("code", 200).put("msg", "The operation of cancel all open order is done.");
    }

    public JsonNode working(RestRequest request, Account account) {
        Predicate<OrderEntry> asked = request.maybe("symbol").isEmpty() ? o -> true : of(market(request));
        return desk.locked(() -> {
            var all = JSON.arrayNode();
            account.working().stream()
                    .filter(OrderEntry::inBook)
                    .filter(asked)
                    .forEach(o -> all.add(OrderJson.order(o)));
            return all;
        });
    }

    private static Predicate<OrderEntry> of(MarketView market) {
        return order -> order.market == market;
    }

    public JsonNode all(RestRequest request, Account account) {
        var market = market(request);
        var fromId = request.maybeLong("orderId").orElse(Long.MIN_VALUE);
        var times = Times.of(request);
        var limit = request.limit(500, MOST);
        return desk.locked(() -> {
            var asked = account.orders().stream()
                    .filter(o -> o.market == market
                            && o.inBook()
                            && OrderJson.number(o.ticket) >= fromId
                            && times.hold(o.ticket.accepted()))
                    .toList();
            var all = JSON.arrayNode();
            RestMarketData.cut(asked, limit, request.maybe("orderId").isPresent() || times.begin())
                    .forEach(o -> all.add(OrderJson.order(o)));
            return all;
        });
    }

    public JsonNode trades(RestRequest request, Account account) {
        var market = market(request);
        var order = request.maybeLong("orderId");
        var fromId = request.maybeLong("fromId").orElse(Long.MIN_VALUE);
        var times = Times.of(request);
        if (protocol != Protocol.OF_2024) {
            HistoryWindow.TRADES.check(request, clock.now());
        }
        var limit = request.limit(500, MOST);
        return desk.locked(() -> {
            var asked = new ArrayList<Account.Traded>();
            for (var t : account.trades()) {
                if (t.order().market == market
                        && order.map(id -> id == OrderJson.number(t.order().ticket))
                                .orElse(true)
                        && Long.parseLong(t.fill().tradeId()) >= fromId
                        && times.hold(t.fill().time())) {
                    asked.add(t);
                }
            }
            var all = JSON.arrayNode();
            RestMarketData.cut(asked, limit, request.maybe("fromId").isPresent() || times.begin())
                    .forEach(t -> all.add(OrderJson.trade(t)));
            return all;
        });
    }

    /** The span that {@code startTime} and {@code endTime} ask for, to the millisecond. */
    private record Times(long from, long to, boolean begin) {
        static Times of(RestRequest request) {
            var from = request.maybeLong("startTime");
            return new Times(
                    from.orElse(Long.MIN_VALUE), request.maybeLong("endTime").orElse(Long.MAX_VALUE), from.isPresent());
        }

        boolean hold(Instant time) {
            var at = time.toEpochMilli();
            return at >= from && at <= to;
        }
    }
}
