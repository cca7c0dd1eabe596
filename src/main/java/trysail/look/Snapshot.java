package trysail.look;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session at a glance, taken by any thread.
 *
 * @param age since it began to open
 * @param ran since it runs, until a stop was asked for; zero while it opens, and when it never ran
 * @param duration how long it is to run; empty: until it is stopped
 * @param frames market frames parsed so far
 * @param dataAge since the last market frame; empty before the first
 * @param quotes latest quotes, one line for all instruments
 * @param working our working orders
 * @param fills our trades so far
 * @param pnl net of fees at the last marks, in quote currency
 * @param held what holds new orders back, such as {@code paused}; most often nothing
 * @param vitals how the engine runs
 */
public record Snapshot(
        SessionState state,
        Duration age,
        Duration ran,
        Optional<Duration> duration,
        long frames,
        Optional<Duration> dataAge,
        String quotes,
        int working,
        long fills,
        BigDecimal pnl,
        List<String> held,
        Vitals vitals) {

    /** What is left of its duration, never negative; empty when it has none. */
    public Optional<Duration> left() {
        return duration.map(whole -> ran.compareTo(whole) < 0 ? whole.minus(ran) : Duration.ZERO);
    }

    /** How much of its duration has passed, from 0 to 1; 0 when it has none. */
    public double passed() {
        return duration.filter(Duration::isPositive)
                .map(whole -> Math.min(1, seconds(ran) / seconds(whole)))
                .orElse(0.0);
    }

    private static double seconds(Duration d) {
        return d.toSeconds() + d.toNanosPart() / 1e9;
    }
}
