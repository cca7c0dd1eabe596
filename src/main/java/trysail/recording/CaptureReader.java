package trysail.recording;

import java.util.List;
import java.util.Optional;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;

/** Learns one capture, frame by frame: which kinds it holds, and of which instruments. Not thread-safe. */
public interface CaptureReader {
    /** Why a capture that begins with these frames cannot be read, in one line with the remedy; empty when it can. */
    Optional<String> refusal(List<String> first);

    /**
     * Looks at the frame in {@code text[from, to)} and enters it into the index.
     *
     * @throws MalformedFrame when it is not what it should be
     */
    void frame(long time, byte[] text, int from, int to, FrameIndex index) throws MalformedFrame;

    /**
     * All frames are in: gives those without an instrument the one they are of.
     *
     * @return what the capture holds frames of, in order of appearance, or nothing
     */
    List<Instrument> instruments(byte[] text, FrameIndex index) throws MalformedFrame;
}
