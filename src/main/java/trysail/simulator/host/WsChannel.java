package trysail.simulator.host;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import trysail.scope.Ledger;
import trysail.simulator.network.SimulatedChannel;

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
    private final ReentrantLock held = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private volatile boolean slow;
    private volatile Optional<Last> last = Optional.empty();
    private volatile Runnable progress = () -> {};

    private record Last(ByteBuffer end, Runnable what) {}

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
        int n = from.remaining();
        if (slow && hold(from)) {
            return n;
        }
        if (!midway && mute.getAsBoolean()) {
            from.position(from.limit());
        } else {
            n = socket.write(from);
            midway = from.hasRemaining(); // what has begun is finished: silence that ends must not leave half a frame
        }
        if (n > 0) {
            left(n, from);
        }
        return n;
    }

    private void left(int n, ByteBuffer of) {
        written.addAndGet(n);
        progress.run();
        var then = last;
        if (then.isPresent() && !of.hasRemaining() && endsWith(of, then.get().end)) {
            last = Optional.empty();
            then.get().what.run();
        }
    }

    private static boolean endsWith(ByteBuffer whole, ByteBuffer end) {
        var from = whole.limit() - end.limit();
        return from >= 0 && whole.slice(from, end.limit()).equals(end);
    }

    /** Has {@code what} run by the writing thread when a buffer that ends like this has left: the next one may. */
    void whenWritten(byte[] end, Runnable what) {
        last = Optional.of(new Last(ByteBuffer.wrap(end), what));
    }

    // ── byte by byte ──

    /** Keeps a copy for later; false when it is to go at once. */
    private boolean hold(ByteBuffer from) {
        held.lock();
        try {
            if (!slow || midway) {
                return false;
            }
            var copy = new byte[from.remaining()];
            from.get(copy);
            waiting.addLast(ByteBuffer.wrap(copy));
            return true;
        } finally {
            held.unlock();
        }
    }

    /** What is written from now on waits for {@link #drip}. */
    void slow() {
        slow = true;
    }

    /** Lets one byte go; whether there is more. */
    boolean drip() {
        return pour(1);
    }

    /** Lets go what there is room for; true when nothing waits any more, and whatever comes goes at once again. */
    boolean quick() {
        return !pour(Integer.MAX_VALUE);
    }

    private boolean pour(int most) {
        held.lock();
        try {
            while (!waiting.isEmpty() && socket.isOpen()) {
                var head = waiting.peekFirst();
                var some = head.slice(head.position(), Math.min(most, head.remaining()));
                var n = socket.write(some);
                head.position(head.position() + n);
                left(n, head);
                if (!head.hasRemaining()) {
                    waiting.removeFirst();
                }
                if (n == 0 || most == 1) {
                    return true;
                }
            }
            slow &= most == 1;
            return false;
        } catch (IOException e) {
            waiting.clear(); // the peer is gone: the library finds out
            return false;
        } finally {
            held.unlock();
        }
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
