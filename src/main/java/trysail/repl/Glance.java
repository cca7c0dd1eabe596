package trysail.repl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trysail.helm.Helm;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.look.Vitals.Light;
import trysail.picture.Paper;
import trysail.picture.Paper.Tone;
import trysail.session.Session;
import trysail.words.Durations;

/** The current session in one prompt and one status line. */
final class Glance {
    private static final int BAR = 12;

    private final Helm helm;

    Glance(Helm helm) {
        this.helm = helm;
    }

    /** What to show now on this paper. */
    Screen.Frame frame(Paper paper) {
        var running = helm.sessions().running();
        var session = helm.current().filter(s -> s.receipt().isEmpty());
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
            case SessionState.Opening o -> name + " " + light(Light.YELLOW, paper) + " opening > ";
            case SessionState.Stopping s -> name + " " + light(Light.YELLOW, paper) + " stopping > ";
            case SessionState.Stopped s -> "trysail > ";
            case SessionState.Running r ->
                name + " " + light(now.vitals().venue().light(), paper) + " " + instruments(session)
                        + now.dataAge().map(a -> " " + seconds(a)).orElse("")
                        + paper.paint(Tone.DIM, paper.sign(" · ", " - ")) + counted(now.working(), "order") + " > ";
        };
    }

    /** The sign says it as well as the colour. */
    private static String light(Light light, Paper paper) {
        return switch (light) {
            case GREEN -> paper.paint(Tone.GOOD, paper.sign("●", "*"));
            case YELLOW -> paper.paint(Tone.WARN, paper.sign("◐", "~"));
            case RED -> paper.paint(Tone.BAD, paper.sign("○", "-"));
        };
    }

    private static String instruments(Session session) {
        var traded = session.positions();
        return traded.isEmpty()
                ? session.spec().venue()
                : traded.getFirst().symbol() + (traded.size() > 1 ? " +" + (traded.size() - 1) : "");
    }

    private static String seconds(Duration age) {
        return String.format(Locale.ROOT, "%.1fs", age.toMillis() / 1_000.0);
    }

    private static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String status(Session session, Snapshot now, int others, Paper paper) {
        var rate = now.vitals().framesPerSecond();
        var parts = new ArrayList<String>();
        parts.add(paper.paint(Tone.NAME, session.name()) + " " + time(now, paper));
        var pnl = String.format(Locale.ROOT, "%+.2f", now.pnl());
        parts.add("p&l "
                + paper.paint(
                        now.pnl().signum() < 0 ? Tone.BAD : now.pnl().signum() > 0 ? Tone.GOOD : Tone.PLAIN, pnl));
        parts.add(String.format(
                Locale.ROOT, rate >= 10_000 ? "%.0fk/s" : "%.0f/s", rate >= 10_000 ? rate / 1_000 : rate));
        parts.add(counted(now.working(), "order") + ", " + counted(now.fills(), "fill"));
        if (now.vitals().denied() > 0) {
            parts.add(paper.paint(Tone.WARN, now.vitals().denied() + " denied"));
        }
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
            case SessionState.Opening o -> "opening, " + o.at();
            case SessionState.Stopped s -> "stopped";
            case SessionState.Stopping s ->
                paper.paint(Tone.WARN, "stopping: " + s.rung().label()) + ", "
                        + seconds(s.left()) + " left"
                        + paper.paint(Tone.DIM, " (Ctrl+C: next rung)");
            case SessionState.Running r ->
                now.left()
                        .map(left -> left(left, now.passed(), paper))
                        .orElseGet(() -> "for "
                                + Durations.print(Duration.ofSeconds(now.ran().toSeconds())));
        };
    }

    private static String left(Duration left, double passed, Paper paper) {
        var done = (int) (BAR * passed);
        var bar = paper.sign("━", "#").repeat(done) + paper.sign("┄", ".").repeat(BAR - done);
        return "[" + bar + "] " + Durations.print(Durations.wholeSeconds(left)) + " left";
    }
}
