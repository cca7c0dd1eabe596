package trysail.venue.binance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import trysail.exchange.ExchangeException;
import trysail.model.Instrument;

/**
 * What one connection has asked for and what the venue has granted. One request for each kind of stream, so that a
 * refusal names its kind, and the next best can be asked for. A new connection starts from nothing. Thread-safe.
 */
final class Subscriptions {
    private final List<String> symbols;
    private final Map<Long, Request> open = new LinkedHashMap<>();
    private final TreeSet<String> granted = new TreeSet<>();
    private long lastId;

    /** One request: {@code kind} counts the lines of {@link BinanceStreams#WANTED}, {@code choice} within it. */
    private record Request(int kind, int choice) {
        String suffix() {
            return BinanceStreams.WANTED.get(kind).get(choice);
        }

        Optional<Request> next() {
            var more = choice + 1 < BinanceStreams.WANTED.get(kind).size();
            return more ? Optional.of(new Request(kind, choice + 1)) : Optional.empty();
        }
    }

    Subscriptions(List<Instrument> instruments) {
        symbols = instruments.stream().map(BinanceSymbols::toStream).toList();
    }

    /** The requests that a new connection begins with. */
    synchronized List<String> begin() {
        var kinds = BinanceStreams.WANTED.size();
        var messages = new java.util.ArrayList<String>();
        for (var kind = 0; kind < kinds; kind++) {
            messages.add(ask(new Request(kind, 0)));
        }
        return messages;
    }

    private String ask(Request request) {
        open.put(++lastId, request);
        return message("SUBSCRIBE", streams(request), lastId);
    }

    private List<String> streams(Request request) {
        return symbols.stream().map(symbol -> symbol + '@' + request.suffix()).toList();
    }

    private static String message(String method, Iterable<String> streams, long id) {
        var quoted = new java.util.ArrayList<String>();
        streams.forEach(s -> quoted.add('"' + s + '"'));
        return quoted.stream()
                .collect(
                        Collectors.joining(",", "{\"method\":\"" + method + "\",\"params\":[", "],\"id\":" + id + "}"));
    }

    /**
     * The venue's answer; returns a request to send instead when it was a refusal.
     *
     * @throws ExchangeException.Refused when there is nothing else to ask for
     */
    synchronized Optional<String> answer(long id, Optional<String> refusal) {
        var request = open.remove(id);
        if (request == null) {
            return Optional.empty();
        }
        if (refusal.isEmpty()) {
            granted.addAll(streams(request));
            return Optional.empty();
        }
        var next = request.next();
        if (next.isEmpty()) {
            throw new ExchangeException.Refused(
                    "subscribe", "streams " + streams(request) + ": " + refusal.get(), null);
        }
        return Optional.of(ask(next.get()));
    }

    /** Whether everything asked for has been granted. */
    synchronized boolean complete() {
        return open.isEmpty() && !granted.isEmpty();
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
