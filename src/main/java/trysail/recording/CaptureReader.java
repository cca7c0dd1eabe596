package trysail.recording;

import java.util.List;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;

/** Knows what one capture holds, and takes its frames apart. Immutable, thread-safe. */
public interface CaptureReader {
    /** What there are trades, quotes or changes of, in order of appearance. */
    List<Instrument> instruments();

    /** The names of its streams. */
    List<String> streams();

    /** Begins at the first frame again. */
    Pass pass();

    /** Sees every frame of the capture once, in order. Not thread-safe. */
    interface Pass {
        /**
         * Takes the frame in {@code text[from, to)} apart.
         *
         * @throws MalformedFrame when it is not what it should be
         */
        void read(byte[] text, int from, int to, Frame into) throws MalformedFrame;
    }
}
