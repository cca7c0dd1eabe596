package trysail.simulator.binance.call;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import trysail.model.Numbers;

/** What a client asks, taken apart: parameters of query and body together, and the text its signature covers. */
public final class RestRequest {
    private static final String SIGNATURE = "signature";

    private final String method;
    private final String path;
    private final Optional<String> apiKey;
    private final String signedText;
    private final Map<String, String> parameters = new HashMap<>();

    /** Query and body as they came, still encoded; a parameter in both counts as in the query. */
    public RestRequest(String method, String path, String query, String body, Optional<String> apiKey) {
        this.method = method;
        this.path = path;
        this.apiKey = apiKey;
        signedText = take(body, take(query, ""));
        take(query, "");
    }

    private String take(String encoded, String before) {
        var text = new StringBuilder(before);
        for (var pair : encoded.split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
            if (!name.equals(SIGNATURE) && !pair.isEmpty()) {
                text.append(text.length() > before.length() ? "&" : "").append(pair);
            }
        }
        return text.toString();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // not URL-encoded at all: taken as it is, its signature covers it either way
        }
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Optional<String> apiKey() {
        return apiKey;
    }

    /** Query and body without the signature. */
    public String signedText() {
        return signedText;
    }

    public Optional<String> maybe(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(v -> !v.isEmpty());
    }

    public String need(String name) {
        return maybe(name).orElseThrow(() -> BinanceError.missing(name));
    }

    public Optional<Long> maybeLong(String name) {
        try {
            return maybe(name).map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw BinanceError.missing(name);
        }
    }

    public Optional<Instant> maybeTime(String name) {
        return maybeLong(name).map(Instant::ofEpochMilli);
    }

    /** A count, cut to what the venue gives at most. */
    public int limit(int usual, int most) {
        var asked = maybeLong("limit").orElse((long) usual);
        if (asked < 1) {
            throw BinanceError.malformed("limit");
        }
        return (int) Math.min(asked, most);
    }

    Optional<BigDecimal> maybeDecimal(String name) {
        try {
            return maybe(name).map(Numbers::of);
        } catch (NumberFormatException e) {
            throw BinanceError.missing(name);
        }
    }

    public BigDecimal needDecimal(String name) {
        return maybeDecimal(name).orElseThrow(() -> BinanceError.missing(name));
    }

    public boolean flag(String name) {
        return maybe(name).filter("true"::equalsIgnoreCase).isPresent();
    }
}
