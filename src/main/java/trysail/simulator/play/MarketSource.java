package trysail.simulator.play;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import trysail.json.FrameText;
import trysail.model.Instrument;

/**
 * What a market plays: ticks in order, each with the time it is due. One pass at a time; used by the playing thread alone,
 * but for what never changes: instruments, names of recorded streams and openings.
 */
public interface MarketSource {
    List<Instrument> instruments();

    /** The streams it was recorded from, by the venue's names; none for a market that is made up. */
    Set<String> streams();

    /** The recorded stream that {@link Tick.Changed} of this instrument came on; empty when none was recorded. */
    Optional<String> changesStream(int instrument);

    /** How instrument {@code i} stands when this pass begins. */
    Opening opening(int i);

    /** Whether a snapshot of instrument {@code i} lies between the ticks of a pass. */
    boolean snapshotInside(int i);

    /** Whether one still lies ahead in this pass. */
    boolean snapshotAhead(int i);

    /** Begins a pass whose first event happens at {@code now}, milliseconds. */
    void begin(int pass, long now);

    /** False at the end of the pass. */
    boolean hasNext();

    /** When the next tick is due, nanoseconds since the pass began; never falls. */
    long due();

    /** The next tick. */
    Tick next();

    /**
     * What the last tick said on its stream, times and ids moved with it: it is served as it was recorded. Empty for one
     * that was not recorded. Made when it is asked for, valid until the next tick.
     */
    Optional<FrameText> recorded();

    /** What of it cannot be played, a line each. */
    default List<String> notes() {
        return List.of();
    }

    /** Who is told, on the playing thread, when a pass ends before its end because there is no more to be had. */
    default void onBroken(Consumer<RuntimeException> listener) {}

    /** Lets go of what it reads from; nothing is played any more. Idempotent. */
    default void close() {}
}
