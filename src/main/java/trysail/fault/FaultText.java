package trysail.fault;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import trysail.model.Numbers;

/** Reads one fault: {@code word[:value][@time][ for length]}. */
final class FaultText {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m)?");
    private static final Pattern LENGTH = Pattern.compile("(\\S+)\\s+for\\s+(\\S+)");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_]{1,60}");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");

    private final String spec;
    private Optional<String> value = Optional.empty();

    FaultText(String spec) {
        this.spec = spec;
    }

    static String text(Duration d) {
        return d.toMillis() % 1_000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
    }

    Fault fault() {
        var end = LENGTH.matcher(spec);
        if (!end.matches()) {
            return once(spec);
        }
        var length = amount(end.group(2), "s");
        return new Fault.For(once(end.group(1)), length);
    }

    private Fault.Bare once(String one) {
        int at = one.indexOf('@');
        var when = at < 0 ? Duration.ZERO : amount(one.substring(at + 1), "s");
        var what = at < 0 ? one : one.substring(0, at);
        int colon = what.indexOf(':');
        value = colon < 0 ? Optional.empty() : Optional.of(what.substring(colon + 1));
        var word = colon < 0 ? what : what.substring(0, colon);
        return FaultKind.named(word).orElseThrow(this::bad).maker().make(this, when);
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("fault '" + spec + "' is none of: " + Fault.FORMS);
    }

    // ── what kinds ask for ──

    /** A kind of which nothing is said but its time. */
    <F extends Fault.Bare> F bare(F fault) {
        if (value.isPresent()) {
            throw bad();
        }
        return fault;
    }

    double chance() {
        try {
            double chance = Numbers.of(value.orElseThrow(this::bad)).doubleValue();
            if (chance >= 0 && chance <= 1) {
                return chance;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw bad();
    }

    Duration length() {
        return amount(value.orElseThrow(this::bad), "ms");
    }

    Optional<Duration> maybeLength() {
        return value.map(v -> amount(v, "s"));
    }

    /** A part of a stream's name. */
    Optional<String> maybeName() {
        if (value.filter(v -> !NAME.matcher(v).matches()).isPresent()) {
            throw bad();
        }
        return value;
    }

    /** One of the words of a kind. */
    <K extends Enum<K>> K one(Class<K> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(k -> value.filter(word(k)::equals).isPresent())
                .findFirst()
                .orElseThrow(this::bad);
    }

    static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    Duration signed() {
        var text = value.orElseThrow(this::bad);
        var back = text.startsWith("-");
        var by = amount(back || text.startsWith("+") ? text.substring(1) : text, "s");
        return back ? by.negated() : by;
    }

    int count() {
        var text = value.orElseThrow(this::bad);
        if (!COUNT.matcher(text).matches()) {
            throw bad();
        }
        return Integer.parseInt(text);
    }

    Fault.Latency latency(Duration at) {
        var parts = value.orElseThrow(this::bad).split("±|\\+-", -1);
        if (parts.length > 2) {
            throw bad();
        }
        var jitter = parts.length == 2 ? amount(parts[1], "ms") : Duration.ZERO;
        return new Fault.Latency(amount(parts[0], "ms"), jitter, at);
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
