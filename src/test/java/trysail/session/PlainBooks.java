package trysail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The books that a capture amounts to, by other means: a general JSON parser and sorted maps. */
final class PlainBooks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> PRICE_PLACES = Map.of("BTC-USDT", 1, "ETH-USDT", 2, "SOL-USDT", 2);
    private static final Map<String, Integer> SIZE_PLACES = Map.of("BTC-USDT", 3, "ETH-USDT", 3, "SOL-USDT", 2);

    private static final class Sides {
        final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        long last;
    }

    final List<String> firstLines = new ArrayList<>();
    int frames;
    private final Map<String, Sides> books = new TreeMap<>();

    PlainBooks(Path file) throws Exception {
        var changes = new ArrayList<JsonNode>();
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (firstLines.size() < 3) {
                    firstLines.add(line);
                }
                var frame = JSON.readTree(line.substring(line.indexOf(' ') + 1));
                if (frame.has("lastUpdateId")) {
                    snapshot(frame);
                } else {
                    frames++;
                    changes.add(frame.get("data"));
                }
            }
        }
        changes.forEach(this::change);
    }

    /** The last one of an instrument counts; which instrument it is of, its price says. */
    private void snapshot(JsonNode frame) {
        var price = new BigDecimal(frame.at("/bids/0/0").asText()).intValue();
        var book = new Sides();
        take(frame.get("bids"), book.bids);
        take(frame.get("asks"), book.asks);
        book.last = frame.get("lastUpdateId").asLong();
        books.put(price > 20_000 ? "BTC-USDT" : price > 1_000 ? "ETH-USDT" : "SOL-USDT", book);
    }

    private void change(JsonNode data) {
        if (data.path("e").asText().equals("depthUpdate")) {
            var book = books.get(data.get("s").asText().replace("USDT", "-USDT"));
            if (data.get("u").asLong() > book.last) {
                take(data.get("b"), book.bids);
                take(data.get("a"), book.asks);
                book.last = data.get("u").asLong();
            }
        }
    }

    private static void take(JsonNode levels, TreeMap<BigDecimal, BigDecimal> side) {
        for (var level : levels) {
            var price = new BigDecimal(level.get(0).asText()).stripTrailingZeros();
            var size = new BigDecimal(level.get(1).asText());
            if (size.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }
    }

    /** The best twenty levels of each side, in the words of the test's other book. */
    List<String> tops() {
        var tops = new ArrayList<String>();
        books.forEach((symbol, book) ->
                tops.add(symbol + " " + book.last + " " + text(symbol, book.bids) + text(symbol, book.asks)));
        return tops;
    }

    private static String text(String symbol, TreeMap<BigDecimal, BigDecimal> side) {
        var text = new StringBuilder();
        side.entrySet().stream()
                .limit(20)
                .forEach(e -> text.append(e.getKey()
                                .movePointRight(PRICE_PLACES.get(symbol))
                                .longValueExact())
                        .append('x')
                        .append(e.getValue()
                                .movePointRight(SIZE_PLACES.get(symbol))
                                .longValueExact())
                        .append(' '));
        return text.toString();
    }
}
