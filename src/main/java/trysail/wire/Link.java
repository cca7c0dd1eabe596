package trysail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import trysail.scope.Deadline;

/**
 * The bytes under one connection: connected once by its reader, cut at any moment of its life by any thread. What blocks
 * on it is ended by {@link #cut}, and on a virtual thread by an interrupt.
 */
public interface Link {
    /** Connects; nothing was opened before. Where TLS is asked for, it is made here. */
    void connect(Deadline deadline) throws IOException, InterruptedException;

    /** What the peer sends; once connected. */
    InputStream in() throws IOException;

    /** What we send; once connected. */
    OutputStream out() throws IOException;

    /** Ends it with a reset: nothing of it stays behind, whatever the peer does. Idempotent, never blocks. */
    void cut();

    /** Ends it in peace: for a connection whose peer has said goodbye. Idempotent, never blocks. */
    void close();

    boolean isCut();
}
