package trysail.helm;

import java.time.Duration;
import java.util.Locale;
import trysail.look.SessionState;
import trysail.look.Snapshot;
import trysail.words.Durations;

/** A running session on one line: time left as a bar, data rate, quotes, working orders, fills, profit and loss. */
final class LiveLine {
    private static final int BAR = 12;

    private final String session;
    private final boolean rich;
    private long frames;
    private Duration age = Duration.ZERO;

    /** {@code rich} when the line may use a terminal's glyphs. */
    LiveLine(String session, boolean rich) {
        this.session = session;
        this.rich = rich;
    }

    /** The line for this moment; the rate is that since the last call. */
    String of(Snapshot now) {
        var passed = now.age().minus(age);
        var rate = passed.isZero() ? 0 : (now.frames() - frames) * 1_000_000_000.0 / passed.toNanos();
        frames = now.frames();
        age = now.age();
        return "%s %s  %s  %s  %d orders  %d fills  p&l %s"
                .formatted(
                        session,
                        time(now),
                        rate(rate),
                        now.quotes().isEmpty() ? "no quotes yet" : now.quotes(),
                        now.working(),
                        now.fills(),
                        signed(now));
    }

    private String time(Snapshot now) {
        return switch (now.state()) {
            case SessionState.Opening o -> o.text() + ", " + o.at();
            case SessionState.Stopping s -> s.text();
            case SessionState.Running r -> timeLeft(now);
            case SessionState.Stopped s -> timeLeft(now);
        };
    }

    private String timeLeft(Snapshot now) {
        var left = now.left();
        if (left.isEmpty()) {
            return Durations.print(now.ran());
        }
        var done = (int) (BAR * now.passed());
        var bar = (rich ? "━" : "#").repeat(done) + (rich ? "┄" : ".").repeat(BAR - done);
        return "[" + bar + "] " + Durations.print(Durations.wholeSeconds(left.get())) + " left";
    }

    private static String rate(double perSecond) {
        return perSecond >= 10_000
                ? String.format(Locale.ROOT, "%.0fk/s", perSecond / 1_000)
                : String.format(Locale.ROOT, "%.0f/s", perSecond);
    }

    private static String signed(Snapshot now) {
        return String.format(Locale.ROOT, "%+.2f", now.pnl());
    }
}
