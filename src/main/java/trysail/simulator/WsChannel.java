package trysail.simulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import trysail.scope.Ledger;

/**
 * The socket under one WebSocket connection, between the library and the network: it counts what leaves, goes mute when a
 * fault says so, and can be cut whatever state the connection is in. The library's own close cannot promise that.
 */
final class WsChannel implements ByteChannel {
    private final ByteChannel socket;
    private final Runnable abrupt;
    private final BooleanSupplier mute;
    private final Runnable onClose;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean midway;
    private volatile Runnable progress = () -> {};

    /** Over a socket. */
    WsChannel(SocketChannel socket, BooleanSupplier mute, Ledger.Entry entry) {
        this(socket, () -> drop(socket), mute, entry::close);
    }

    /** Over a connection in memory. The library closes it inside a monitor: nothing that a storm schedules may be there. */
    WsChannel(SimulatedChannel socket, BooleanSupplier mute) {
        this(socket, socket::linger, mute, () -> {});
    }

    private WsChannel(ByteChannel socket, Runnable abrupt, BooleanSupplier mute, Runnable onClose) {
        this.socket = socket;
        this.abrupt = abrupt;
        this.mute = mute;
        this.onClose = onClose;
    }

    /** Has {@code then} run by the writing thread after each write. */
    void onProgress(Runnable then) {
        progress = then;
    }

    /** Bytes that have left, or would have. */
    long written() {
        return written.get();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        int n = socket.read(into);
        if (n > 0 && mute.getAsBoolean()) {
            into.position(start); // heard, never acted upon
            return 0;
        }
        return n;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int n;
        if (!midway && mute.getAsBoolean()) {
            n = from.remaining();
            from.position(from.limit());
        } else {
            n = socket.write(from);
            midway = from.hasRemaining(); // what has begun is finished: silence that ends must not leave half a frame
        }
        if (n > 0) {
            written.addAndGet(n);
            progress.run();
        }
        return n;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        onClose.run();
        socket.close();
    }

    /** Has the next close drop what has not left, at once. */
    void linger() {
        abrupt.run();
    }

    private static void drop(SocketChannel socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // it is closed already
        }
    }

    /** Closes the socket at once; what has not left is lost. */
    void cut() {
        linger();
        try {
            close();
        } catch (IOException e) {
            // nothing more can be done to a socket
        }
    }
}
