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
 * @param code the venue's own, such as -2011; 0 when the body holds none
 * @param text the venue's words on one line, cut to a readable length
 * @param retryAfter how long the venue asks us to wait
 */
public record RestAnswer(int status, int code, String text, Optional<Duration> retryAfter) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final int LONGEST_TEXT = 200;

    public static RestAnswer of(HttpStatusIOException e) {
        var body = e.getHttpBody() == null ? "" : e.getHttpBody();
        return of(e.getHttpStatusCode(), body, header(e.getResponseHeaders(), "Retry-After"));
    }

    private static RestAnswer of(int status, String body, Optional<String> retryAfter) {
        var wait = retryAfter.filter(s -> SECONDS.matcher(s).matches()).map(s -> Duration.ofSeconds(Long.parseLong(s)));
        try {
            var json = JSON.readTree(body);
            if (json.path("code").isInt()) {
                var text = oneLine(json.path("msg").asText());
                return new RestAnswer(status, json.path("code").intValue(), text, wait);
            }
        } catch (JsonProcessingException e) {
            // a page of a proxy, most likely: its words are all there is
        }
        return new RestAnswer(status, 0, oneLine(body), wait);
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
    public String name() {
        return code != 0 ? Integer.toString(code) : "HTTP " + status;
    }

    /** The venue's words, never empty. */
    public String words() {
        return text.isEmpty() ? "no text" : text;
    }
}
