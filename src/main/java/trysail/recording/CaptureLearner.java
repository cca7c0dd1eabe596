package trysail.recording;

import java.util.List;
import java.util.Optional;

/** Learns one capture, frame by frame: which kinds it holds, and of which instruments. Not thread-safe. */
public interface CaptureLearner extends CaptureReader.Pass {
    /** Why a capture that begins with these frames cannot be read, in one line with the remedy; empty when it can. */
    Optional<String> refusal(List<String> first);

    /** All frames have been read: who takes them apart from now on. */
    CaptureReader learned();
}
