package trysail.simulator.play;

import java.util.List;
import java.util.Set;
import trysail.model.Instrument;
import trysail.recording.UsdmFrame;

/**
 * What a market plays: frames in order, each with the time it is due. One pass at a time; used by the playing thread
 * alone, but for what never changes: instruments, stream names and openings.
 */
public interface MarketSource {
    List<Instrument> instruments();

    /** The streams whose frames this source makes itself, such as {@code btcusdt@trade}. */
    Set<String> streams();

    /** The stream of book changes that {@link UsdmFrame.Kind#DEPTH} frames of this instrument came on. */
    String depthStream(int instrument);

    /** How instrument {@code i} stands when this pass begins. */
    Opening opening(int i);

    /** Whether a snapshot of instrument {@code i} lies between the frames of a pass. */
    boolean snapshotInside(int i);

    /** Whether one still lies ahead in this pass. */
    boolean snapshotAhead(int i);

    /** Begins a pass whose first event happens at {@code now}, milliseconds. */
    void begin(int pass, long now);

    /** False at the end of the pass. */
    boolean hasNext();

    /** When the next frame is due, nanoseconds since the pass began; never falls. */
    long due();

    /** The next frame, complete with the text to send; valid until the next call. */
    void next(UsdmFrame frame);

    /** The stream of a frame of kind {@link UsdmFrame.Kind#OTHER}. */
    String otherStream();
}
