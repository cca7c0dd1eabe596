package trysail.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.scope.Told;
import trysail.words.Causes;

/**
 * One line of a log, before it is written. Immutable as far as its details are.
 *
 * @param event what happened, in a word: {@code fill}, {@code stream-lost}
 * @param message the same for people; all there is to know is in it
 * @param details for programs: texts, numbers, truth values, lists of texts
 */
public record LogLine(
        Instant at,
        LogLevel level,
        String session,
        String event,
        String message,
        Map<String, ?> details,
        Optional<Throwable> thrown) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 16;
    private static final int FRAMES = 64;

    public LogLine {
        details = new LinkedHashMap<>(details);
    }

    /** As it is written, with the end of the line. Runs what a stranger's exception says of itself: not on a trader's thread. */
    public String written(LogStyle.Format format) {
        return switch (format) {
            case TEXT -> text();
            case JSON -> json();
        };
    }

    /** The same with a message of so many characters at the most, and neither details nor a stack. */
    public LogLine shortened(int most) {
        var cut = message.length() <= most ? message : message.substring(0, most) + "…";
        return new LogLine(at, level, session, event, cut, Map.of(), Optional.empty());
    }

    private String text() {
        var text = new StringBuilder()
                .append(at.truncatedTo(ChronoUnit.MICROS))
                .append(' ')
                .append(level)
                .append(' ')
                .append(session)
                .append(' ')
                .append(event)
                .append(": ")
                .append(oneLine(message))
                .append('\n');
        stack().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private String json() {
        var node = JSON.createObjectNode()
                .put("ts", at.truncatedTo(ChronoUnit.MICROS).toString())
                .put("level", level.name())
                .put("session", session)
                .put("event", event)
                .put("message", oneLine(message));
        var typed = node.putObject("details");
        details.forEach((name, value) -> typed.set(name, typed(value)));
        if (thrown.isPresent()) {
            var stack = node.putArray("stack");
            stack().forEach(line -> stack.add(line.strip()));
        }
        return node + "\n";
    }

    private static JsonNode typed(Object value) {
        var make = JsonNodeFactory.instance;
        return switch (value) {
            case Boolean b -> make.booleanNode(b);
            case Integer i -> make.numberNode(i);
            case Long l -> make.numberNode(l);
            case Double d -> make.numberNode(d);
            case BigDecimal d -> make.numberNode(d);
            case Collection<?> some -> {
                var array = make.arrayNode();
                some.forEach(s -> array.add(typed(s)));
                yield array;
            }
            default -> make.textNode(value.toString());
        };
    }

    /** A line of a log is one line, whatever a venue says. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    /** What was thrown, what it came of, and where: no more frames and causes than anybody reads. */
    private List<String> stack() {
        var lines = new ArrayList<String>();
        var next = thrown;
        for (var depth = 0; next.isPresent() && depth < DEEPEST; depth++) {
            tell(next.get(), depth == 0 ? "" : "Caused by: ", lines);
            next = next.flatMap(LogLine::cause);
        }
        return lines;
    }

    private static void tell(Throwable one, String how, List<String> lines) {
        lines.add(how + named(one));
        try {
            var frames = Told.frames(one);
            Arrays.stream(frames).limit(FRAMES).forEach(f -> lines.add("\tat " + f));
            if (frames.length > FRAMES) {
                lines.add("\t… " + (frames.length - FRAMES) + " more");
            }
            for (var late : Told.later(one)) {
                lines.add("\tSuppressed: " + named(late));
                Arrays.stream(Told.frames(late)).limit(FRAMES).forEach(f -> lines.add("\t\tat " + f));
            }
        } catch (RuntimeException | Error e) { // a stranger's class that cannot even tell where it was thrown
            lines.add("\t(its stack cannot be told: " + e.getClass().getName() + ")");
        }
    }

    /** Its class and what it says. */
    private static String named(Throwable one) {
        var name = one.getClass().getName();
        try {
            var simple = one.getClass().getSimpleName();
            var text = oneLine(Causes.text(one));
            var said = text.startsWith(simple + ": ") ? text.substring(simple.length() + 2) : text;
            return said.equals(simple) ? name : name + ": " + said;
        } catch (RuntimeException | Error e) {
            return name + " (its message cannot be told: " + e.getClass().getName() + ")";
        }
    }

    private static Optional<Throwable> cause(Throwable one) {
        try {
            return Told.cause(one).filter(c -> c != one);
        } catch (RuntimeException | Error e) {
            return Optional.empty();
        }
    }
}
