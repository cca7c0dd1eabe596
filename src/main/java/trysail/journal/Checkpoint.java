package trysail.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import trysail.model.ClientOrderId;
import trysail.model.Numbers;
import trysail.model.Position;
import trysail.model.Purpose;

/**
 * What the first so many entries of a journal amount to, as JSON: a later start reads this one and what follows it, not
 * all that ever happened.
 */
final class Checkpoint {
    /** Of ids of trades and orders the newest: more than a venue reports again after a start. */
    static final int REMEMBERED = 16_384;

    /** Of orders that the venue never had, the newest: one that comes late comes within seconds. */
    private static final int GIVEN_UP = 1_024;

    private static final JsonMapper JSON = new JsonMapper();

    private Checkpoint() {}

    static String write(JournalState.Parts parts) {
        var node = JSON.createObjectNode();
        parts.header().ifPresent(h -> node.put("header", body(new Entry.Opened(h))));
        parts.opened().ifPresent(at -> node.put("opened", at.toString()));
        parts.closed().ifPresent(reason -> node.put("closed", reason));
        node.put("epoch", parts.epoch()).put("fills", parts.fills());
        parts.open().values().forEach(o -> order(node.withArray("open").addObject(), o));
        newest(parts.givenUp().values(), GIVEN_UP)
                .forEach(o -> order(node.withArray("given_up").addObject(), o));
        newest(parts.venueIds().entrySet(), REMEMBERED)
                .forEach(e -> node.withObject("/venue_ids")
                        .put(e.getKey(), e.getValue().toString()));
        newest(parts.trades().keySet(), REMEMBERED)
                .forEach(key -> node.withArray("trades").add(key));
        parts.positions()
                .values()
                .forEach(p -> position(node.withArray("positions").addObject(), p));
        numbers(node, "carried", parts.carried());
        numbers(node, "fees_not_valued", parts.feesNotValued());
        numbers(node, "fees_paid", parts.feesPaid());
        numbers(node, "fees_worth", parts.feesWorth());
        numbers(node, "payments", parts.payments());
        node.put("foreign", parts.foreign());
        parts.newestFill()
                .forEach((symbol, at) -> node.withObject("/newest_fill").put(symbol, at.toString()));
        return node.toString();
    }

    /**
     * Reads one back.
     *
     * @param json learns its instruments, for what is read next
     * @throws IllegalArgumentException when it is not one of ours
     */
    static JournalState.Parts read(EntryJson json, String text) {
        try {
            var n = JSON.readTree(text);
            var header = maybe(n, "header").map(body -> json.read("opened", Optional.empty(), body));
            var trades = new LinkedHashMap<String, Boolean>();
            n.path("trades").forEach(key -> trades.put(key.asText(), true));
            var positions = new TreeMap<String, Position>();
            n.path("positions").forEach(p -> positions.put(p.path("symbol").asText(), position(p)));
            return new JournalState.Parts(
                    header.map(h -> ((Entry.Opened) h).header()),
                    maybe(n, "opened").map(Instant::parse),
                    maybe(n, "closed"),
                    n.path("epoch").intValue(),
                    n.path("fills").longValue(),
                    orders(json, n.path("open")),
                    orders(json, n.path("given_up")),
                    map(n, "venue_ids", Checkpoint::id),
                    trades,
                    positions,
                    map(n, "carried", BigDecimal::new),
                    map(n, "newest_fill", Instant::parse),
                    map(n, "fees_not_valued", BigDecimal::new),
                    map(n, "fees_paid", BigDecimal::new),
                    map(n, "fees_worth", BigDecimal::new),
                    map(n, "payments", BigDecimal::new),
                    n.path("foreign").longValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("checkpoint: " + e.getOriginalMessage(), e);
        }
    }

    private static void order(ObjectNode node, TrackedOrder o) {
        node.put("id", o.order().id().toString()).put("standing", o.standing().name());
        o.venueId().ifPresent(v -> node.put("venue_id", v));
        node.put("filled", o.filled().toPlainString()).put("since", o.since().toString());
        node.put("order", body(new Entry.Intended(o.order(), Purpose.TRADE, "")));
    }

    private static Map<ClientOrderId, TrackedOrder> orders(EntryJson json, JsonNode all) {
        var orders = new LinkedHashMap<ClientOrderId, TrackedOrder>();
        all.forEach(o -> {
            var order = order(json, o);
            orders.put(order.order().id(), order);
        });
        return orders;
    }

    private static TrackedOrder order(EntryJson json, JsonNode n) {
        var intended = json.read("intended", maybe(n, "id"), n.path("order").asText());
        return new TrackedOrder(
                ((Entry.Intended) intended).order(),
                TrackedOrder.Standing.valueOf(n.path("standing").asText()),
                maybe(n, "venue_id"),
                number(n, "filled"),
                Instant.parse(n.path("since").asText()));
    }

    private static void position(ObjectNode node, Position p) {
        node.put("symbol", p.symbol())
                .put("size", p.size().toPlainString())
                .put("entry_price", p.entryPrice().toPlainString())
                .put("realised", p.realised().toPlainString())
                .put("fees", p.fees().toPlainString());
    }

    private static Position position(JsonNode n) {
        return new Position(
                n.path("symbol").asText(),
                number(n, "size"),
                number(n, "entry_price"),
                number(n, "realised"),
                number(n, "fees"));
    }

    private static String body(Entry entry) {
        return EntryJson.write(entry).body();
    }

    private static <T> List<T> newest(Collection<T> all, int most) {
        return all.stream().skip(Math.max(0, all.size() - most)).toList();
    }

    private static void numbers(ObjectNode node, String name, Map<String, BigDecimal> numbers) {
        BiConsumer<String, BigDecimal> put =
                (key, value) -> node.withObject("/" + name).put(key, value.toPlainString());
        numbers.forEach(put);
    }

    private static <V> Map<String, V> map(JsonNode n, String name, Function<String, V> value) {
        var map = new LinkedHashMap<String, V>();
        n.path(name)
                .properties()
                .forEach(e -> map.put(e.getKey(), value.apply(e.getValue().asText())));
        return map;
    }

    private static ClientOrderId id(String text) {
        return ClientOrderId.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("no client order id of ours: " + text));
    }

    private static Optional<String> maybe(JsonNode n, String field) {
        return n.has(field) ? Optional.of(n.path(field).asText()) : Optional.empty();
    }

    private static BigDecimal number(JsonNode n, String field) {
        return Numbers.of(n.path(field).asText());
    }
}
