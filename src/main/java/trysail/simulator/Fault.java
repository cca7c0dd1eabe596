package trysail.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Something that an embedded exchange does wrong on purpose. Those with an {@code at} happen so long after they were
 * injected, or, when given before the market began, after its beginning; all by the wall clock.
 */
public sealed interface Fault {
    /** The forms that {@link #parse} takes. */
    String FORMS = "mute@3s, drop@2s, gap@5s, crossed@5s, lose-reply@4s, http429@3s, http500:0.2, latency:50ms±20";

    /** The WebSocket server stops sending and answering; its connections stay open. */
    record Mute(Duration at) implements Fault {}

    /** Every WebSocket connection is cut; new ones are accepted. */
    record Drop(Duration at) implements Fault {}

    /** One depth change is left out of the streams. */
    record Gap(Duration at) implements Fault {}

    /** One depth change carries a bid above the best ask. */
    record Crossed(Duration at) implements Fault {}

    /** The next order is taken, but its answer never comes: the connection closes instead. */
    record LoseReply(Duration at) implements Fault {}

    /** For one second every REST request is refused with 429. */
    record TooManyRequests(Duration at) implements Fault {}

    /** From now on REST requests fail with 500 and are not executed, with this chance between 0 and 1. */
    record ServerErrors(double chance) implements Fault {}

    /** From now on REST answers come later, by {@code by} give or take {@code jitter}. */
    record Latency(Duration by, Duration jitter) implements Fault {}

    /** The fault in the form that {@link #parse} takes, such as {@code mute@3s}. */
    default String spec() {
        return switch (this) {
            case Mute f -> timed("mute", f.at());
            case Drop f -> timed("drop", f.at());
            case Gap f -> timed("gap", f.at());
            case Crossed f -> timed("crossed", f.at());
            case LoseReply f -> timed("lose-reply", f.at());
            case TooManyRequests f -> timed("http429", f.at());
            case ServerErrors f -> "http500:" + f.chance();
            case Latency f ->
                "latency:" + f.by().toMillis() + "ms±" + f.jitter().toMillis();
        };
    }

    private static String timed(String name, Duration at) {
        return name + "@" + (at.toMillis() % 1_000 == 0 ? at.toSeconds() + "s" : at.toMillis() + "ms");
    }

    /**
     * Reads one of {@link #FORMS}; without {@code @…} a timed one happens at once.
     *
     * @throws IllegalArgumentException with one line that lists the forms
     */
    static Fault parse(String spec) {
        return new Parsing(spec).fault();
    }

    /** Reads one fault. */
    final class Parsing {
        private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m)?");

        private final String spec;

        private Parsing(String spec) {
            this.spec = spec;
        }

        private Fault fault() {
            int colon = spec.indexOf(':');
            int at = spec.indexOf('@');
            if (colon > 0) {
                var value = spec.substring(colon + 1);
                return switch (spec.substring(0, colon)) {
                    case "http500" -> new ServerErrors(chance(value));
                    case "latency" -> latency(value);
                    default -> throw bad();
                };
            }
            var when = at < 0 ? Duration.ZERO : amount(spec.substring(at + 1), "s");
            return switch (at < 0 ? spec : spec.substring(0, at)) {
                case "mute" -> new Mute(when);
                case "drop" -> new Drop(when);
                case "gap" -> new Gap(when);
                case "crossed" -> new Crossed(when);
                case "lose-reply" -> new LoseReply(when);
                case "http429" -> new TooManyRequests(when);
                default -> throw bad();
            };
        }

        private IllegalArgumentException bad() {
            return new IllegalArgumentException("fault '" + spec + "' is none of: " + FORMS);
        }

        private double chance(String value) {
            try {
                double chance = new BigDecimal(value).doubleValue();
                if (chance >= 0 && chance <= 1) {
                    return chance;
                }
            } catch (NumberFormatException e) {
                // refused below
            }
            throw bad();
        }

        private Fault latency(String value) {
            var parts = value.split("±|\\+-", -1);
            if (parts.length > 2) {
                throw bad();
            }
            return new Latency(amount(parts[0], "ms"), parts.length == 2 ? amount(parts[1], "ms") : Duration.ZERO);
        }

        private Duration amount(String text, String unit) {
            var matched = AMOUNT.matcher(text);
            if (!matched.matches()) {
                throw bad();
            }
            var said = matched.group(2);
            long nanos = switch (said == null ? unit : said) {
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                default -> 60_000_000_000L;
            };
            return Duration.ofNanos(new BigDecimal(matched.group(1))
                    .multiply(BigDecimal.valueOf(nanos))
                    .longValue());
        }
    }
}
