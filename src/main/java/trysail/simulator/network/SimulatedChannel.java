package trysail.simulator.network;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** The venue's end of a connection in memory, as an accepted socket. Reads and writes block. */
public final class SimulatedChannel implements ByteChannel {
    private final Pipe fromClient;
    private final Pipe toClient;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean abrupt;

    SimulatedChannel(Pipe fromClient, Pipe toClient, Runnable onClose) {
        this.fromClient = fromClient;
        this.toClient = toClient;
        this.onClose = onClose;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            int n = fromClient.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
            into.position(into.position() + Math.max(0, n));
            return n;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int n = from.remaining();
        try {
            toClient.write(from.array(), from.arrayOffset() + from.position(), n);
            from.position(from.limit());
            return n;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private IOException interrupted(InterruptedException cause) {
        close();
        Thread.currentThread().interrupt();
        var interrupted = new SocketException("Closed by interrupt");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Has the next close drop what has not left, at once. */
    public void linger() {
        abrupt = true;
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (abrupt) {
            toClient.reset();
        } else {
            toClient.end();
        }
        fromClient.refuse();
        onClose.run();
    }
}
