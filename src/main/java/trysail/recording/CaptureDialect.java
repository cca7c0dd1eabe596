package trysail.recording;

import java.util.Optional;
import java.util.Set;
import trysail.model.BookDelta;
import trysail.model.Instrument;

/** In whose words a capture is written: what its frames are is asked of this. Holds nothing; thread-safe. */
public interface CaptureDialect {
    /** As the command line writes it. */
    String word();

    /** Learns one capture. */
    CaptureLearner learner();

    /** Of these streams the most detailed one that carries changes of this instrument's book. */
    Optional<String> changes(Instrument instrument, Set<String> streams);

    /** A whole book as the venue itself would tell it: a capture has one beside the changes that follow it. */
    byte[] snapshot(BookDelta book);
}
