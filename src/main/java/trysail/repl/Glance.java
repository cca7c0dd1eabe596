package trysail.repl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import trysail.command.Helm;
import trysail.command.Paper;
import trysail.command.Paper.Tone;
import trysail.session.Durations;
import trysail.session.Session;
import trysail.session.SessionState;
import trysail.session.Snapshot;

/**
 * The current session in one prompt and one status line. Asked by one thread only, again and again: a rate is that since
 * it was asked last.
 */
final class Glance {
    private static final int BAR = 12;
    private static final Duration STALE = Duration.ofSeconds(3);

    private final Helm helm;
    private final Map<String, Rate> rates = new HashMap<>();

    private static final class Rate {
        private long frames;
        private Duration at = Duration.ZERO;
        private double perSecond;

        private double of(Snapshot now) {
            var passed = now.age().minus(at);
            if (passed.compareTo(Duration.ofMillis(300)) >= 0) {
                perSecond = (now.frames() - frames) * 1_000_000_000.0 / passed.toNanos();
                frames = now.frames();
                at = now.age();
            }
            return perSecond;
        }
    }

    Glance(Helm helm) {
        this.helm = helm;
    }

    /** What to show now on this paper. */
    Screen.Frame frame(Paper paper) {
        var running = helm.sessions().running();
        var session = helm.current().filter(s -> s.receipt().isEmpty());
        rates.keySet().retainAll(running.stream().map(Session::name).toList());
        if (session.isEmpty()) {
            return new Screen.Frame(
                    "trysail > ", running.isEmpty() ? List.of() : List.of(others(running.size(), paper)));
        }
        var now = session.get().snapshot();
        return new Screen.Frame(
                prompt(session.get(), now, paper), List.of(status(session.get(), now, running.size() - 1, paper)));
    }

    private static String prompt(Session session, Snapshot now, Paper paper) {
        var name = paper.paint(Tone.NAME, session.name());
        return switch (now.state()) {
            case SessionState.Opening o -> name + " " + light(Tone.WARN, paper) + " opening > ";
            case SessionState.Stopping s -> name + " " + light(Tone.WARN, paper) + " stopping > ";
            case SessionState.Stopped s -> "trysail > ";
            case SessionState.Running r ->
                name + " " + light(health(now), paper) + " " + instruments(session, now)
                        + now.dataAge().map(a -> " " + seconds(a)).orElse("")
                        + paper.paint(Tone.DIM, paper.sign(" · ", " - ")) + counted(now.working(), "order") + " > ";
        };
    }

    /** How fresh the market is: the sign says it as well as the colour. */
    private static Tone health(Snapshot now) {
        if (now.dataAge().isEmpty()) {
            return Tone.BAD;
        }
        return now.dataAge().get().compareTo(STALE) < 0 ? Tone.GOOD : Tone.WARN;
    }

    private static String light(Tone tone, Paper paper) {
        return paper.paint(
                tone,
                switch (tone) {
                    case GOOD -> paper.sign("●", "*");
                    case WARN -> paper.sign("◐", "~");
                    default -> paper.sign("○", "-");
                });
    }

    private static String instruments(Session session, Snapshot now) {
        var asked = session.spec().symbols();
        if (!asked.isEmpty()) {
            return asked.getFirst().toUpperCase(Locale.ROOT) + (asked.size() > 1 ? " +" + (asked.size() - 1) : "");
        }
        var quotes = now.quotes().isEmpty()
                ? List.<String>of()
                : List.of(now.quotes().split(" {2,}"));
        if (quotes.isEmpty()) {
            return session.spec().venue();
        }
        return quotes.getFirst().split(" ")[0] + (quotes.size() > 1 ? " +" + (quotes.size() - 1) : "");
    }

    private static String seconds(Duration age) {
        return String.format(Locale.ROOT, "%.1fs", age.toMillis() / 1_000.0);
    }

    private static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private String status(Session session, Snapshot now, int others, Paper paper) {
        var rate = rates.computeIfAbsent(session.name(), n -> new Rate()).of(now);
        var parts = new ArrayList<String>();
        parts.add(paper.paint(Tone.NAME, session.name()) + " " + time(now, paper));
        var pnl = String.format(Locale.ROOT, "%+.2f", now.pnl());
        parts.add("p&l "
                + paper.paint(
                        now.pnl().signum() < 0 ? Tone.BAD : now.pnl().signum() > 0 ? Tone.GOOD : Tone.PLAIN, pnl));
        parts.add(String.format(
                Locale.ROOT, rate >= 10_000 ? "%.0fk/s" : "%.0f/s", rate >= 10_000 ? rate / 1_000 : rate));
        parts.add(counted(now.working(), "order") + ", " + counted(now.fills(), "fill"));
        if (!now.held().isEmpty()) {
            parts.add(paper.paint(Tone.WARN, String.join(", ", now.held())));
        }
        if (others > 0) {
            parts.add(others(others, paper));
        }
        return String.join(paper.paint(Tone.DIM, paper.sign(" · ", " - ")), parts);
    }

    private static String others(int n, Paper paper) {
        return paper.paint(Tone.DIM, "+" + n + " more");
    }

    private static String time(Snapshot now, Paper paper) {
        return switch (now.state()) {
            case SessionState.Opening o -> "opening";
            case SessionState.Stopped s -> "stopped";
            case SessionState.Stopping s ->
                paper.paint(Tone.WARN, "stopping: " + s.rung().label()) + ", "
                        + seconds(s.left()) + " left"
                        + paper.paint(Tone.DIM, " (Ctrl+C: next rung)");
            case SessionState.Running r ->
                now.duration()
                        .map(whole -> left(whole, now.age(), paper))
                        .orElseGet(() -> "for "
                                + Durations.print(Duration.ofSeconds(now.age().toSeconds())));
        };
    }

    private static String left(Duration whole, Duration age, Paper paper) {
        var left = whole.minus(age);
        left = left.isNegative() ? Duration.ZERO : left;
        var done = (int) Math.min(BAR, BAR * age.toMillis() / Math.max(1, whole.toMillis()));
        var bar = paper.sign("━", "#").repeat(done) + paper.sign("┄", ".").repeat(BAR - done);
        return "[" + bar + "] " + Durations.print(Duration.ofSeconds((left.toMillis() + 999) / 1_000)) + " left";
    }
}
