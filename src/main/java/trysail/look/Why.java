package trysail.look;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trysail.scope.Rung;
import trysail.words.Durations;

/**
 * What a session is at, and what it waits for, this instant.
 *
 * @param state {@code opening}, {@code running}, {@code stopping} or {@code stopped}
 * @param held what holds new orders back, such as {@code paused}
 * @param rung of the stop that runs now
 * @param rungLeft what is left of the rung's time
 * @param left what is left of the whole stop's time; before it, of the time that working orders may take to fill
 * @param waitsFor one line for each thing; empty when there is nothing
 * @param denials what risk has denied so far, a rule each
 */
public record Why(
        String session,
        String state,
        List<String> held,
        Optional<Rung> rung,
        Optional<Duration> rungLeft,
        Optional<Duration> left,
        List<String> waitsFor,
        List<Denials> denials) {
    public Why {
        held = List.copyOf(held);
        waitsFor = List.copyOf(waitsFor);
        denials = List.copyOf(denials);
    }

    /** For the eye: where it stands, what it waits for, and what risk denied. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(session + ": " + state
                + rung.map(r -> ", " + r.label()).orElse("")
                + rungLeft.map(d -> " (" + text(d) + " left)").orElse("")
                + (held.isEmpty() ? "" : ", " + String.join(", ", held))
                + left.map(d -> ", " + text(d) + " left in all").orElse(""));
        waitsFor.forEach(w -> lines.add("  waits for " + w));
        denials.forEach(d -> lines.add("  denied " + d.count() + " by " + d.rule() + ", last: " + d.last()));
        return lines;
    }

    private static String text(Duration d) {
        return d.toMillis() < 60_000 ? String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1e3) : Durations.print(d);
    }
}
