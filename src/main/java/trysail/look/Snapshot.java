package trysail.look;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session at a glance, taken by any thread.
 *
 * @param age since it began to open
 * @param duration how long it is to last; empty: until it is stopped
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
        Optional<Duration> duration,
        long frames,
        Optional<Duration> dataAge,
        String quotes,
        int working,
        long fills,
        BigDecimal pnl,
        List<String> held,
        Vitals vitals) {}
