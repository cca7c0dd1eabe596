package trysail.venue.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import trysail.exchange.ExchangeException;
import trysail.feed.StreamPlan.Kind;
import trysail.feed.StreamPlan.Line;
import trysail.model.Instrument;

/**
 * What one connection has asked for and what the venue has granted. One request for each name of a kind of stream, so that
 * a refusal names its kind, and the next best can be asked for. A new connection starts from nothing but the plan.
 * Thread-safe.
 */
final class Subscriptions {
    private final BinanceStreams plan;
    private final List<Instrument> instruments;
    private final Line line;
    private final Map<Long, List<Stream>> open = new LinkedHashMap<>();
    private final Map<Stream, Asked> asked = new HashMap<>();
    private final TreeSet<String> granted = new TreeSet<>();
    private boolean begun;
    private boolean complete;
    private long lastId;

    /** One stream, whatever it is called. */
    private record Stream(Kind kind, Instrument instrument) {}

    /** What was asked for it, and in which version of the plan. */
    private record Asked(String name, int version) {}

    Subscriptions(BinanceStreams plan, List<Instrument> instruments, Line line) {
        this.plan = plan;
        this.instruments = instruments;
        this.line = line;
    }

    /** The requests that a new connection begins with. */
    synchronized List<String> begin() {
        begun = true;
        var messages = restate();
        complete = messages.isEmpty();
        return messages;
    }

    /** What brings that which was asked for in step with the plan; nothing before the connection has begun. */
    synchronized List<String> restate() {
        if (!begun) {
            return List.of();
        }
        var leave = new TreeSet<String>();
        var wanted = new LinkedHashMap<String, List<Stream>>();
        for (var kind : Kind.values()) {
            for (var instrument : instruments) {
                restate(new Stream(kind, instrument), leave, wanted);
            }
        }
        var messages = new ArrayList<String>();
        if (!leave.isEmpty()) {
            granted.removeAll(leave);
            messages.add(message("UNSUBSCRIBE", leave, ++lastId));
        }
        wanted.values().forEach(streams -> messages.add(ask(streams)));
        return messages;
    }

    private void restate(Stream stream, Set<String> leave, Map<String, List<Stream>> wanted) {
        var before = Optional.ofNullable(asked.get(stream));
        var name = plan.line(stream.kind, stream.instrument) == line
                ? plan.name(stream.kind, stream.instrument)
                : Optional.<String>empty();
        var version = plan.version(stream.kind, stream.instrument);
        if (name.isPresent() && before.filter(a -> a.version == version).isPresent()) {
            return;
        }
        before.ifPresent(a -> {
            leave.add(a.name);
            asked.remove(stream);
        });
        name.ifPresent(n -> wanted.computeIfAbsent(stream.kind + BinanceStreams.suffix(n), s -> new ArrayList<>())
                .add(stream));
    }

    private String ask(List<Stream> streams) {
        var names = new ArrayList<String>();
        for (var stream : streams) {
            var name = plan.name(stream.kind, stream.instrument).orElseThrow();
            asked.put(stream, new Asked(name, plan.version(stream.kind, stream.instrument)));
            names.add(name);
        }
        open.put(++lastId, streams);
        return message("SUBSCRIBE", names, lastId);
    }

    private static String message(String method, Iterable<String> streams, long id) {
        var quoted = new ArrayList<String>();
        streams.forEach(s -> quoted.add('"' + s + '"'));
        return quoted.stream()
                .collect(
                        Collectors.joining(",", "{\"method\":\"" + method + "\",\"params\":[", "],\"id\":" + id + "}"));
    }

    /**
     * The venue's answer; returns requests to send instead when it was a refusal.
     *
     * @throws ExchangeException.Refused when there is nothing else to ask for
     */
    synchronized List<String> answer(long id, Optional<String> refusal) {
        var streams = open.remove(id);
        if (streams == null) {
            return List.of();
        }
        if (refusal.isEmpty()) {
            streams.forEach(s -> Optional.ofNullable(asked.get(s)).ifPresent(a -> granted.add(a.name)));
            complete |= open.isEmpty();
            return List.of();
        }
        for (var stream : streams) {
            var name = Optional.ofNullable(asked.remove(stream)).map(Asked::name);
            if (!plan.refused(stream.kind, stream.instrument)) {
                throw new ExchangeException.Refused(
                        "subscribe", "stream " + name.orElse("?") + ": " + refusal.get(), null);
            }
        }
        var instead = restate();
        complete |= open.isEmpty(); // what is next best may be asked for on the other line
        return instead;
    }

    /** Whether everything asked for first has been granted. */
    synchronized boolean complete() {
        return complete;
    }

    /** The streams that the venue has acknowledged. */
    synchronized List<String> granted() {
        return List.copyOf(granted);
    }

    /** The last words of a connection. */
    synchronized List<String> farewell() {
        return granted.isEmpty() ? List.of() : List.of(message("UNSUBSCRIBE", granted, ++lastId));
    }
}
