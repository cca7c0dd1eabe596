package trysail.exchange;

import java.time.Instant;
import trysail.model.BookDelta;

/** Hears what a market feed receives, as it came. Called by the feed's own threads: it must never block. */
public interface FrameTap {
    /** One market frame; its bytes are valid during the call only. */
    void frame(Instant received, byte[] buffer, int from, int to);

    /** The whole of one book, from which later frames of that instrument go on. */
    void book(Instant received, BookDelta snapshot);
}
