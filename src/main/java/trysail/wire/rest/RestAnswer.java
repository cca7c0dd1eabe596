package trysail.wire.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import si.mazi.rescu.HttpStatusIOException;

/**
 * An answer that is no success, as the venue gave it.
 *
 * @param code the venue's own, a number as it writes it; empty when the body holds none
 * @param text the venue's words on one line, cut to a readable length
 * @param retryAfter how long the venue asks us to wait
 */
public record RestAnswer(int status, String code, String text, Optional<Duration> retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final int LONGEST_TEXT = 200;

    static RestAnswer of(HttpStatusIOException e) {
        var body = e.getHttpBody() == null ? "" : e.getHttpBody();
        return of(e.getHttpStatusCode(), body, header(e.getResponseHeaders(), "Retry-After"));
    }

    /** From the parts of an answer; {@code retryAfter} is the header of that name. */
    static RestAnswer of(int status, String body, Optional<String> retryAfter) {
        var wait = retryAfter.filter(s -> SECONDS.matcher(s).matches()).map(s -> Duration.ofSeconds(Long.parseLong(s)));
        try {
            var json = JSON.readTree(body);
            if (json.path("code").isInt()) {
                var code = json.path("code").intValue() == 0
                        ? ""
                        : json.path("code").asText();
                return new RestAnswer(status, code, oneLine(json.path("msg").asText()), wait);
            }
        } catch (JsonProcessingException e) {
            // a page of a proxy, most likely: its words are all there is
        }
        return new RestAnswer(status, "", oneLine(body), wait);
    }

    private static String oneLine(String text) {
        var line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }

    private static Optional<String> header(
            @org.jspecify.annotations.Nullable Map<String, List<String>> headers, String name) {
        if (headers == null) {
            return Optional.empty();
        }
        return headers.entrySet().stream()
                .filter(e -> e.getKey() != null
                        && e.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .flatMap(e -> e.getValue().stream())
                .findFirst();
    }

    /** The code a person can look up: the venue's, or the status of HTTP. */
    String name() {
        return code.isEmpty() ? "HTTP " + status : code;
    }

    /**
     * The venue's words, never empty. To a body that it cannot send again the JDK keeps back what comes with a status 401: the
     * words are ours then.
     */
    String words() {
        if (!text.isEmpty()) {
            return text;
        }
        return status == 401 ? "this key is not accepted, or not from this address, or not for this" : "no text";
    }
}
