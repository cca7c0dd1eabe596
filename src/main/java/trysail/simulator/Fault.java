package trysail.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that an embedded exchange does wrong on purpose. Those with an {@code at} happen so long after they were
 * injected, or, when given before the market began, after its beginning; all by the wall clock.
 */
public sealed interface Fault {
    /** One way to write a fault, and what it does. */
    record Form(String example, String meaning) {}

    /** What there is. */
    List<Form> ALL = List.of(
            new Form("mute@3s", "the streams fall silent, connections stay open; lasts"),
            new Form("drop@2s", "every stream's connection is cut; new ones are accepted"),
            new Form("gap@5s", "one change of a book is left out of the streams"),
            new Form("crossed@5s", "one change of a book carries a bid above the best ask"),
            new Form("lose-reply@4s", "the next order is taken, and its answer never comes"),
            new Form("http429@3s", "REST refuses everything with 429; lasts 1s"),
            new Form("http500:0.2", "REST fails with 500, here one request in five; lasts"),
            new Form("latency:50ms±20", "REST answers later, by so much give or take; lasts"),
            new Form("cut@2s", "every connection breaks in the middle of what it carries, REST too"),
            new Form("refuse@3s", "new connections are refused; lasts"),
            new Form("half-open@3s", "nothing is carried any more, connections stay open; lasts"),
            new Form("garbage@3s", "a frame on every stream that says nothing a venue says"),
            new Form("mute@3s for 2s", "what lasts may have an end"));

    /** The forms that {@link #parse} takes. */
    String FORMS = ALL.stream().map(Form::example).collect(Collectors.joining(", "));

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

    /** Every REST request is refused with 429, for one second unless {@link For} says otherwise. */
    record TooManyRequests(Duration at) implements Fault {}

    /** From now on REST requests fail with 500 and are not executed, with this chance between 0 and 1. */
    record ServerErrors(double chance) implements Fault {}

    /** From now on REST answers come later, by {@code by} give or take {@code jitter}. */
    record Latency(Duration by, Duration jitter) implements Fault {}

    /** Every connection and request breaks, in the middle of whatever it carries. */
    record Cut(Duration at) implements Fault {}

    /** New connections and requests are refused, as by a host without a server. */
    record Refuse(Duration at) implements Fault {}

    /** Nothing is carried any more in either direction, and nobody is told. */
    record HalfOpen(Duration at) implements Fault {}

    /** On every stream a frame that is no message of a venue. */
    record Garbage(Duration at) implements Fault {}

    /** Something that lasts, and its end: so long after it began. */
    record For(Fault fault, Duration length) implements Fault {
        /** @throws IllegalArgumentException when it does not last, or ends before it begins */
        public For {
            if (!fault.lasts()) {
                throw new IllegalArgumentException("fault '" + fault.what() + "' happens once: it has no end");
            }
            if (length.isZero()) {
                throw new IllegalArgumentException("fault '" + fault.what() + " for 0s' would do nothing");
            }
        }

        @Override
        public Duration at() {
            return fault.at();
        }
    }

    /** Whether it goes on by itself, so that {@link For} may give it an end. */
    default boolean lasts() {
        return switch (this) {
            case Mute f -> true;
            case TooManyRequests f -> true;
            case ServerErrors f -> true;
            case Latency f -> true;
            case Refuse f -> true;
            case HalfOpen f -> true;
            case Cut f -> false;
            case Garbage f -> false;
            case Drop f -> false;
            case Gap f -> false;
            case Crossed f -> false;
            case LoseReply f -> false;
            case For f -> false;
        };
    }

    /** How long after it was injected it happens. */
    default Duration at() {
        return Duration.ZERO;
    }

    /** The same, happening at once. */
    default Fault now() {
        return parse(what());
    }

    /** The fault in the form that {@link #parse} takes, such as {@code mute@3s}. */
    default String spec() {
        return switch (this) {
            case Mute f -> timed("mute", f.at());
            case Drop f -> timed("drop", f.at());
            case Gap f -> timed("gap", f.at());
            case Crossed f -> timed("crossed", f.at());
            case LoseReply f -> timed("lose-reply", f.at());
            case TooManyRequests f -> timed("http429", f.at());
            case Cut f -> timed("cut", f.at());
            case Refuse f -> timed("refuse", f.at());
            case HalfOpen f -> timed("half-open", f.at());
            case Garbage f -> timed("garbage", f.at());
            case For f -> f.fault().spec() + " for " + text(f.length());
            case ServerErrors f -> "http500:" + f.chance();
            case Latency f ->
                "latency:" + f.by().toMillis() + "ms±" + f.jitter().toMillis();
        };
    }

    private static String timed(String name, Duration at) {
        return name + "@" + text(at);
    }

    private static String text(Duration d) {
        return d.toMillis() % 1_000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
    }

    /** The fault without its time, such as {@code mute}. */
    default String what() {
        return spec().replaceFirst("@\\S*", "");
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
        private static final Pattern LENGTH = Pattern.compile("(\\S+)\\s+for\\s+(\\S+)");

        private final String spec;

        private Parsing(String spec) {
            this.spec = spec;
        }

        private Fault fault() {
            var end = LENGTH.matcher(spec);
            if (!end.matches()) {
                return once(spec);
            }
            var length = amount(end.group(2), "s");
            return new For(once(end.group(1)), length);
        }

        private Fault once(String one) {
            int colon = one.indexOf(':');
            int at = one.indexOf('@');
            if (colon > 0) {
                var value = one.substring(colon + 1);
                return switch (one.substring(0, colon)) {
                    case "http500" -> new ServerErrors(chance(value));
                    case "latency" -> latency(value);
                    default -> throw bad();
                };
            }
            var when = at < 0 ? Duration.ZERO : amount(one.substring(at + 1), "s");
            return switch (at < 0 ? one : one.substring(0, at)) {
                case "mute" -> new Mute(when);
                case "drop" -> new Drop(when);
                case "cut" -> new Cut(when);
                case "refuse" -> new Refuse(when);
                case "half-open" -> new HalfOpen(when);
                case "garbage" -> new Garbage(when);
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
