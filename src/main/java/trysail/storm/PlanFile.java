package trysail.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import trysail.order.OnStop;
import trysail.words.BadInput;
import trysail.words.Nearest;

/**
 * A plan for storms in a file: a {@code key value} on each line, {@code #} begins a comment. What it does not name stays
 * as in {@link Forecast#STANDARD}.
 */
public final class PlanFile {
    private static final List<String> NAMES = List.of(
            "life",
            "faults",
            "fault",
            "stops",
            "asked",
            "aimed",
            "aim",
            "on-stop",
            "stop-within",
            "latency",
            "jitter",
            "pieces");
    private static final List<String> LISTS = List.of("fault", "pieces", "on-stop", "stop-within");
    /** In microseconds. */
    private static final long MILLI = 1_000;
    /** In milliseconds. */
    private static final long SECOND = 1_000;

    private static final long MINUTE = 60_000;
    private static final long LEAST_STOP = 500;
    private static final int LONGEST_FILE = 64 * 1_024;
    private static final int LONGEST_PIECE = 1 << 20;
    private static final int MOST_STOPS = 9;
    private static final int HUNDRED = 100;
    private static final int HEAVIEST = 1_000;
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(us|ms|s|m)?");

    private final Path file;
    private final List<FaultChance> kinds = new ArrayList<>();
    private final HashSet<String> said = new HashSet<>();
    private Span life = Forecast.STANDARD.life();
    private Span latency = Forecast.STANDARD.latency();
    private Span jitter = Forecast.STANDARD.jitter();
    private List<Integer> pieces = Forecast.STANDARD.pieces();
    private Span faults = Forecast.STANDARD.faults();
    private Span stops = Forecast.STANDARD.stops();
    private Optional<Span> asked = Forecast.STANDARD.asked();
    private Span aimed = Forecast.STANDARD.aimed();
    private Span aim = Forecast.STANDARD.aim();
    private List<OnStop> onStop = Forecast.STANDARD.onStop();
    private List<Duration> within = Forecast.STANDARD.stopWithin();
    private int line;

    private PlanFile(Path file) {
        this.file = file;
    }

    /**
     * Reads one.
     *
     * @throws BadInput with file and line when it cannot be read as one
     */
    public static Forecast read(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LONGEST_FILE) {
                return parse(file, Files.readString(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        throw unreadable(file, new IOException("no file, or longer than 64 KB"));
    }

    private static BadInput unreadable(Path file, IOException why) {
        return new BadInput(
                "plan '" + file + "' " + (Files.exists(file) ? "cannot be read as text" : "is not there")
                        + ": name a file of lines as storm --help has them",
                why);
    }

    static Forecast parse(Path file, String text) {
        return new PlanFile(file).all(text);
    }

    private Forecast all(String text) {
        for (var each : text.lines().toList()) {
            line++;
            var bare = each.replaceFirst("#.*", "").strip();
            if (!bare.isEmpty()) {
                var words = List.of(bare.split("\\s+"));
                key(words.getFirst(), words.subList(1, words.size()));
            }
        }
        return new Forecast(
                life,
                latency,
                jitter,
                pieces,
                faults,
                kinds.isEmpty() ? Forecast.STANDARD.kinds() : kinds,
                stops,
                asked,
                aimed,
                aim,
                onStop,
                within,
                later(),
                Forecast.STANDARD.laterKinds());
    }

    /** Who says how many or which says it of all of them. */
    private Span later() {
        return kinds.isEmpty() && !said.contains("faults") ? Forecast.STANDARD.later() : Span.only(0);
    }

    private void key(String key, List<String> words) {
        if (!NAMES.contains(key)) {
            throw bad("'" + key + "' is no key"
                    + Nearest.to(key, NAMES)
                            .map(n -> ": did you mean '" + n + "'?")
                            .orElse(": there are " + String.join(", ", NAMES)));
        }
        if (words.isEmpty() || (words.size() > 1 && !LISTS.contains(key))) {
            throw bad("'" + key + "' takes "
                    + (words.isEmpty() ? "a value" : "one value, not '" + String.join(" ", words) + "'"));
        }
        if (!key.equals("fault") && !said.add(key)) {
            throw bad("'" + key + "' is said twice: keep one");
        }
        var value = words.getFirst();
        switch (key) {
            case "life" -> life = times(value, MILLI, 20, MINUTE);
            case "latency" -> latency = times(value, MILLI, 0, SECOND);
            case "jitter" -> jitter = times(value, MILLI, 0, SECOND);
            case "pieces" ->
                pieces = words.stream()
                        .map(w -> (int) number(w, 0, LONGEST_PIECE))
                        .toList();
            case "faults" -> faults = counts(value, Forecast.MOST_IN_ALL);
            case "fault" -> kinds.add(chance(new ArrayList<>(words)));
            case "stops" -> stops = counts(value, MOST_STOPS);
            case "asked" -> asked = Optional.of(times(value, MILLI, 0, MINUTE));
            case "aimed" -> aimed = counts(value.replaceFirst("%$", ""), HUNDRED);
            case "aim" -> aim = times(value, 1, 0, SECOND * MILLI);
            case "on-stop" -> onStop = words.stream().map(this::policy).toList();
            default -> within = words.stream().map(this::within).toList();
        }
    }

    private FaultChance chance(List<String> words) {
        var whole = String.join(" ", words);
        var weight = words.getLast().matches("x\\d+")
                ? (int) number(words.removeLast().substring(1), 1, HEAVIEST)
                : 1;
        var lasting = words.size() == 3 && words.get(1).equals("for");
        if (words.isEmpty() || (words.size() != 1 && !lasting)) {
            throw bad("'" + whole + "' is no fault: write mute, mute@1s..2s, mute@1s for 200ms, mute x3");
        }
        var name = words.getFirst();
        var at = name.indexOf('@');
        var chance = new FaultChance(
                at < 0 ? name : name.substring(0, at),
                at < 0 ? Optional.empty() : Optional.of(times(name.substring(at + 1), MILLI, 0, MINUTE)),
                lasting ? Optional.of(times(words.get(2), MILLI, 1, MINUTE)) : Optional.empty(),
                weight);
        try {
            if (chance.draw(new SplittableRandom(1), 1).length().isEmpty() && lasting) {
                throw bad("'" + chance.what() + "' happens once: leave out 'for'");
            }
        } catch (BadInput said) {
            throw said;
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
        return chance;
    }

    private OnStop policy(String word) {
        return Arrays.stream(OnStop.values())
                .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> bad("'" + word + "' is no way to stop: write cancel, keep or flatten"));
    }

    private Duration within(String word) {
        return Duration.ofMillis(time(word, MILLI, LEAST_STOP, MINUTE));
    }

    /** {@code A..B} or {@code A}, in so many microseconds. */
    private Span times(String text, long unit, long least, long most) {
        var ends = ends(text);
        return span(text, time(ends[0], unit, least, most), time(ends[1], unit, least, most));
    }

    private Span counts(String text, long most) {
        var ends = ends(text);
        return span(text, number(ends[0].replaceFirst("%$", ""), 0, most), number(ends[1], 0, most));
    }

    private static String[] ends(String text) {
        var dots = text.indexOf("..");
        return dots < 0 ? new String[] {text, text} : new String[] {text.substring(0, dots), text.substring(dots + 2)};
    }

    private Span span(String text, long least, long most) {
        if (most < least) {
            throw bad("'" + text + "' ends before it begins");
        }
        return new Span(least, most);
    }

    private long time(String text, long unit, long least, long most) {
        var found = TIME.matcher(text);
        if (!found.matches() || (found.group(2) == null && !text.equals("0"))) {
            throw bad("'" + text + "' is not a time: write 300ms, 2s or 1s..2s");
        }
        var micros = Long.parseLong(found.group(1))
                * switch (String.valueOf(found.group(2))) {
                    case "us", "null" -> 1L;
                    case "ms" -> MILLI;
                    case "s" -> SECOND * MILLI;
                    default -> MINUTE * MILLI;
                };
        if (micros % unit != 0 || micros / unit < least || micros / unit > most) {
            var word = unit == 1 ? "us" : "ms";
            throw bad("'" + text + "' is out of bounds: from " + least + word + " to " + most + word
                    + (unit == 1 ? "" : ", whole milliseconds"));
        }
        return micros / unit;
    }

    private long number(String text, long least, long most) {
        if (text.matches("\\d{1,9}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw bad("'" + text + "' is not a number from " + least + " to " + most);
    }

    private BadInput bad(String what) {
        return new BadInput("plan " + file + ":" + line + ": " + what);
    }
}
