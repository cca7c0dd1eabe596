package trysail.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.InstrumentKind;
import trysail.model.Numbers;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.model.Rejection;
import trysail.model.Side;
import trysail.model.Symbol;
import trysail.model.Terms;
import trysail.model.TimeInForce;

/**
 * Entries as rows: a kind and a JSON body, to be read in the sqlite3 shell as well. Numbers are strings, exact to the
 * last digit; times are ISO-8601 UTC. Reading goes in order: the instruments come before their orders. Not thread-safe.
 */
final class EntryJson {
    private static final JsonMapper JSON = new JsonMapper();
    private final Map<String, Instrument> instruments = new HashMap<>();

    /** A row's columns. */
    record Row(String kind, String body) {}

    static Row write(Entry entry) {
        var node = JSON.createObjectNode();
        var kind = switch (entry) {
            case Entry.Opened e -> {
                header(node, e.header());
                yield "opened";
            }
            case Entry.Listed e -> {
                instruments(node, e.instruments());
                yield "listed";
            }
            case Entry.Claimed e -> {
                node.put("epoch", e.epoch()).put("by", e.by());
                yield "claimed";
            }
            case Entry.Ready e -> {
                e.positions().forEach(p -> position(node.withArray("positions").addObject(), p));
                yield "ready";
            }
            case Entry.Intended e -> {
                order(node, e.order()).put("why", e.why());
                purpose(node, e.purpose());
                yield "intended";
            }
            case Entry.Accepted e -> {
                node.put("venue_id", e.venueId()).put("time", e.time().toString());
                yield "accepted";
            }
            case Entry.Rejected e -> {
                node.put("code", e.why().word()).put("text", e.text());
                yield "rejected";
            }
            case Entry.NotSent e -> {
                node.put("reason", e.reason());
                yield "not-sent";
            }
            case Entry.Unresolved e -> {
                node.put("reason", e.reason());
                yield "unresolved";
            }
            case Entry.Filled e -> {
                fill(node, e.fill());
                yield "filled";
            }
            case Entry.Ended e -> {
                node.put("state", e.state().name()).put("filled", text(e.filled()));
                yield "ended";
            }
            case Entry.CancelAsked e -> {
                node.put("why", e.why());
                yield "cancel-asked";
            }
            case Entry.Denied e -> {
                node.put("what", e.what()).put("rule", e.rule()).put("reason", e.reason());
                yield "denied";
            }
            case Entry.Dropped e -> {
                node.put("what", e.what());
                yield "dropped";
            }
            case Entry.Recovered e -> {
                node.put("session", e.session()).put("orders", e.orders()).put("fills", e.fills());
                yield "recovered";
            }
            case Entry.Asked e -> {
                node.put("what", e.what());
                yield "asked";
            }
            case Entry.Foreign e -> {
                foreign(node, e.what());
                yield "foreign";
            }
            case Entry.FateKnown e -> {
                e.fate().venueId().ifPresent(v -> node.put("venue_id", v));
                node.put("fate", e.fate().fate().word()).put("detail", e.fate().detail());
                yield "fate";
            }
            case Entry.Closed e -> {
                node.put("reason", e.reason());
                yield "closed";
            }
        };
        return new Row(kind, node.toString());
    }

    /** @throws IllegalArgumentException when the row is not one of ours, in words for a log */
    Entry read(String kind, Optional<String> clientId, String body) {
        try {
            var n = JSON.readTree(body);
            return switch (kind) {
                case "opened" -> new Entry.Opened(header(n));
                case "listed" -> new Entry.Listed(instruments(n));
                case "claimed" -> new Entry.Claimed(n.path("epoch").intValue(), text(n, "by"));
                case "ready" -> ready(n);
                case "intended" -> new Entry.Intended(order(id(clientId), n), purpose(n), text(n, "why"));
                case "accepted" -> new Entry.Accepted(id(clientId), text(n, "venue_id"), time(n));
                case "rejected" -> new Entry.Rejected(id(clientId), Rejection.of(text(n, "code")), text(n, "text"));
                case "not-sent" -> new Entry.NotSent(id(clientId), text(n, "reason"));
                case "unresolved" -> new Entry.Unresolved(id(clientId), text(n, "reason"));
                case "filled" -> new Entry.Filled(id(clientId), fill(n));
                case "ended" ->
                    new Entry.Ended(id(clientId), OrderState.valueOf(text(n, "state")), number(n, "filled"));
                case "cancel-asked" -> new Entry.CancelAsked(id(clientId), text(n, "why"));
                case "denied" -> new Entry.Denied(text(n, "what"), text(n, "rule"), text(n, "reason"));
                case "dropped" -> new Entry.Dropped(id(clientId), text(n, "what"));
                case "recovered" ->
                    new Entry.Recovered(
                            text(n, "session"),
                            n.path("orders").intValue(),
                            n.path("fills").intValue());
                case "asked" -> new Entry.Asked(text(n, "what"));
                case "foreign" -> new Entry.Foreign(foreign(n));
                case "fate" -> new Entry.FateKnown(fate(id(clientId), n));
                case "closed" -> new Entry.Closed(text(n, "reason"));
                default -> throw new IllegalArgumentException("unknown kind '" + kind + "'");
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(kind + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void header(ObjectNode node, Header h) {
        node.put("session", h.session()).put("number", h.number()).put("tag", h.tag());
        node.put("mode", h.mode()).put("venue", h.venue()).put("address", h.address());
        node.put("account", h.account()).put("embedded", h.embedded());
        h.place().ifPresent(place -> node.put("place", place));
        h.dialect().ifPresent(dialect -> node.put("dialect", dialect));
        instruments(node, h.instruments());
    }

    private static void instruments(ObjectNode node, List<Instrument> listed) {
        for (var i : listed) {
            var entry = node.withArray("instruments").addObject();
            entry.put("symbol", i.symbol())
                    .put("tick", text(i.tick()))
                    .put("lot", text(i.lot()))
                    .put("min_size", text(i.minSize()))
                    .put("min_notional", text(i.minNotional()))
                    .put("kind", i.kind().name())
                    .put("contract_size", text(i.contractSize()));
            i.venueSymbol().ifPresent(venues -> entry.put("venue_symbol", venues));
        }
    }

    private List<Instrument> instruments(JsonNode n) {
        var listed = new ArrayList<Instrument>();
        for (var i : n.path("instruments")) {
            listed.add(instrument(i));
        }
        listed.forEach(i -> instruments.put(i.symbol(), i));
        return listed;
    }

    /** Journals of older versions know neither kind, contract size nor the venue's spelling: the usual ones are meant. */
    private static Instrument instrument(JsonNode n) {
        var usual = new Instrument(
                text(n, "symbol"),
                number(n, "tick"),
                number(n, "lot"),
                number(n, "min_size"),
                number(n, "min_notional"));
        return new Instrument(
                usual.symbol(),
                n.has("kind") ? InstrumentKind.valueOf(text(n, "kind")) : usual.kind(),
                maybe(n, "venue_symbol"),
                n.has("contract_size") ? number(n, "contract_size") : usual.contractSize(),
                usual.tick(),
                usual.lot(),
                usual.minSize(),
                usual.minNotional());
    }

    private Header header(JsonNode n) {
        var listed = instruments(n);
        return new Header(
                text(n, "session"),
                n.path("number").intValue(),
                text(n, "tag"),
                text(n, "mode"),
                text(n, "venue"),
                text(n, "address"),
                text(n, "account"),
                n.path("embedded").booleanValue(),
                maybe(n, "place"),
                maybe(n, "dialect"),
                listed);
    }

    private static void position(ObjectNode node, Position p) {
        node.put("symbol", p.symbol()).put("size", text(p.size())).put("entry_price", text(p.entryPrice()));
    }

    private static Entry.Ready ready(JsonNode n) {
        var positions = new ArrayList<Position>();
        for (var p : n.path("positions")) {
            positions.add(held(p));
        }
        return new Entry.Ready(positions);
    }

    private static ObjectNode order(ObjectNode node, Order o) {
        node.put("symbol", o.instrument().symbol()).put("side", o.side().name()).put("size", text(o.size()));
        switch (o.terms()) {
            case Terms.Market m -> {} // no price says it
            case Terms.Limit l ->
                node.put("price", text(l.price()))
                        .put("time_in_force", l.timeInForce().name());
            case Terms.Triggered t ->
                node.put("trigger", text(t.trigger()))
                        .put("triggered_by", t.when().name());
        }
        return node.put("reduce_only", o.reduceOnly());
    }

    private Order order(ClientOrderId id, JsonNode n) {
        var instrument = instruments.get(text(n, "symbol"));
        if (instrument == null) {
            throw new IllegalArgumentException("the journal does not list " + text(n, "symbol"));
        }
        var terms = terms(n);
        var side = Side.valueOf(text(n, "side"));
        return new Order(
                id,
                instrument,
                side,
                number(n, "size"),
                terms,
                n.path("reduce_only").booleanValue());
    }

    private static Terms terms(JsonNode n) {
        if (n.has("price")) {
            return new Terms.Limit(number(n, "price"), TimeInForce.valueOf(text(n, "time_in_force")));
        }
        return n.has("trigger")
                ? new Terms.Triggered(Terms.Trigger.valueOf(text(n, "triggered_by")), number(n, "trigger"))
                : Terms.market();
    }

    /** Written where it is not the usual one: a journal of before it was written says TRADE of all its orders. */
    private static void purpose(ObjectNode node, Purpose purpose) {
        switch (purpose) {
            case TRADE -> {}
            case FLATTEN -> node.put("purpose", purpose.name());
        }
    }

    private static Purpose purpose(JsonNode n) {
        return n.has("purpose") ? Purpose.valueOf(text(n, "purpose")) : Purpose.TRADE;
    }

    private static void fill(ObjectNode node, Fill f) {
        node.put("symbol", f.symbol()).put("venue_id", f.venueId()).put("trade_id", f.tradeId());
        node.put("side", f.side().name()).put("price", text(f.price())).put("size", text(f.size()));
        node.put("fee", text(f.fee().amount()))
                .put("maker", f.maker())
                .put("time", f.time().toString());
        if (!f.fee().asset().equals(Symbol.quote(f.symbol()))) {
            node.put("fee_asset", f.fee().asset());
            f.fee().rate().ifPresent(rate -> node.put("fee_rate", text(rate)));
        }
    }

    private static Fill fill(JsonNode n) {
        return new Fill(
                text(n, "symbol"),
                text(n, "venue_id"),
                text(n, "trade_id"),
                Side.valueOf(text(n, "side")),
                number(n, "price"),
                number(n, "size"),
                fee(n),
                n.path("maker").booleanValue(),
                time(n));
    }

    private static void foreign(ObjectNode node, OrderEvent.Foreign what) {
        switch (what) {
            case OrderEvent.ForeignFill f -> {
                node.put("source", f.source().name());
                fill(node, f.fill());
            }
            case OrderEvent.PositionAdopted p -> {
                position(node, p.position());
                node.put("before", text(p.before())).put("time", p.time().toString());
            }
            case OrderEvent.Paid p -> {
                node.put("paid", p.kind().name());
                p.symbol().ifPresent(symbol -> node.put("symbol", symbol));
                node.put("asset", p.asset()).put("amount", text(p.amount()));
                node.put("id", p.id()).put("time", p.time().toString());
            }
        }
    }

    private static OrderEvent.Foreign foreign(JsonNode n) {
        if (n.has("source")) {
            return new OrderEvent.ForeignFill(fill(n), OrderEvent.ForeignFill.Source.valueOf(text(n, "source")));
        }
        return n.has("paid")
                ? new OrderEvent.Paid(
                        OrderEvent.Paid.Kind.valueOf(text(n, "paid")),
                        maybe(n, "symbol"),
                        text(n, "asset"),
                        number(n, "amount"),
                        text(n, "id"),
                        time(n))
                : new OrderEvent.PositionAdopted(held(n), number(n, "before"), time(n));
    }

    private static Position held(JsonNode n) {
        return new Position(
                text(n, "symbol"), number(n, "size"), number(n, "entry_price"), BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** Without an asset it is in quote currency; without a rate then its worth is not known. */
    private static Fee fee(JsonNode n) {
        var symbol = text(n, "symbol");
        var asset = maybe(n, "fee_asset").orElseGet(() -> Symbol.quote(symbol));
        var fee = Fee.of(number(n, "fee"), asset, symbol, number(n, "price"));
        return n.has("fee_rate") ? fee.valuedAt(number(n, "fee_rate")) : fee;
    }

    private static OrderFate fate(ClientOrderId id, JsonNode n) {
        var venueId = n.has("venue_id") ? Optional.of(text(n, "venue_id")) : Optional.<String>empty();
        return new OrderFate(id, venueId, OrderFate.Fate.of(text(n, "fate")), text(n, "detail"));
    }

    private static ClientOrderId id(Optional<String> clientId) {
        return clientId.flatMap(ClientOrderId::parse)
                .orElseThrow(() -> new IllegalArgumentException("no client order id of ours: " + clientId));
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
    }

    private static String text(JsonNode n, String field) {
        return n.path(field).asText();
    }

    private static Optional<String> maybe(JsonNode n, String field) {
        return n.has(field) ? Optional.of(text(n, field)) : Optional.empty();
    }

    private static BigDecimal number(JsonNode n, String field) {
        return Numbers.of(text(n, field));
    }

    private static Instant time(JsonNode n) {
        return Instant.parse(text(n, "time"));
    }
}
