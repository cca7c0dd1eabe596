package trysail.simulator.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.play.MarketStream;
import trysail.simulator.play.Subscriber;
import trysail.simulator.record.VenueRecord;

/**
 * One client's connection. Frames are encoded here, many into one buffer, and handed to the library's queue as bytes: a
 * server's frames are not masked, so nothing else has to touch them. Thread-safe.
 */
public final class Guest implements Subscriber {
    /** More than this waiting means that the peer is behind. */
    static final int BEHIND = 1 << 20;

    private static final Duration TO_CLOSE = Duration.ofSeconds(2);
    private static final int BATCH = 1 << 17;
    private static final int MAX_HEADER = 10;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PIECE = 1 << 16;
    private static final int ENDLESS = 5 << 20;
    private static final byte[] HALF = {(byte) TEXT, 100, '{', '"', 'e', '"', ':', '"', 'd'};

    private final WebSocketImpl socket;
    private final WsChannel channel;
    private final VenueRecord.ConnectionTrack record;
    private final String path;
    private final Consumer<Guest> onQueued;
    private final Deadline longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final Set<String> streams = new LinkedHashSet<>();
    private ByteBuffer batch = ByteBuffer.allocate(0);
    private int batchFrom;
    private long queued;
    private boolean farewell;
    private Optional<Deadline> closesBy = Optional.empty();
    private volatile boolean combined;
    private volatile boolean awaited;
    private Optional<Owner> owner = Optional.empty();

    /**
     * Whose private events this connection gets.
     *
     * @param ticket what gave access to them: a secret
     * @param account the API key
     */
    public record Owner(String ticket, String account) {
        @Override
        public String toString() {
            return "Owner[" + account + "]";
        }
    }

    Guest(
            WebSocketImpl socket,
            WsChannel channel,
            VenueRecord.ConnectionTrack record,
            HostWords.Visit visit,
            Deadline longest,
            Consumer<Guest> onQueued) {
        this.socket = socket;
        this.channel = channel;
        this.record = record;
        this.path = visit.path();
        this.combined = visit.combined();
        this.longest = longest;
        this.onQueued = onQueued;
    }

    WebSocketImpl socket() {
        return socket;
    }

    WsChannel channel() {
        return channel;
    }

    /** Through which it came, as the record shows it. */
    public String path() {
        return path;
    }

    public boolean combined() {
        return combined;
    }

    public void combined(boolean on) {
        combined = on;
    }

    @Override
    public void take(MarketStream stream, byte[] text, int length) {
        lock.lock();
        try {
            if (farewell) {
                return;
            }
            if (combined) {
                header(TEXT, stream.envelope() + length);
                stream.wrap(text, length, batch);
            } else {
                header(TEXT, length);
                batch.put(text, 0, length);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes room for a whole frame and writes its header. */
    private void header(int opcode, int length) {
        room(length + MAX_HEADER);
        batch.put((byte) opcode);
        if (length < 126) {
            batch.put((byte) length);
        } else if (length < 1 << 16) {
            batch.put((byte) 126).putShort((short) length);
        } else {
            batch.put((byte) 127).putLong(length);
        }
    }

    private void room(int length) {
        if (batch.remaining() < length) {
            enqueue();
            batch = ByteBuffer.allocate(Math.max(BATCH, length));
            batchFrom = 0;
        }
    }

    /** Hands what has been written since the last time to the library; the rest of the buffer stays in use. */
    private void enqueue() {
        int n = batch.position() - batchFrom;
        if (n > 0 && !socket.isClosed()) {
            boolean idle = socket.outQueue.isEmpty(); // otherwise the library is writing, and will come to this
            socket.outQueue.add(batch.slice(batchFrom, n));
            queued += n;
            batchFrom = batch.position();
            if (idle) {
                demand();
            }
            onQueued.accept(this);
        }
    }

    void flush() {
        lock.lock();
        try {
            enqueue();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the library to write; it forgets a request that comes while it finishes another. */
    void demand() {
        if (!socket.isClosed()) {
            socket.getWebSocketListener().onWriteDemand(socket);
        }
    }

    boolean unwritten() {
        return !socket.outQueue.isEmpty();
    }

    /** Sends one text at once, after everything taken before. */
    public void send(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (!farewell) {
                header(TEXT, bytes.length);
                batch.put(bytes);
                enqueue();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends bytes as they are after everything taken before. */
    void send(byte[] bytes) {
        lock.lock();
        try {
            if (!farewell) {
                room(bytes.length);
                batch.put(bytes);
                enqueue();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Begins a message that goes on and on: more than any message of a venue, in pieces, of which none is the last. */
    void sendWithoutEnd() {
        var piece = new byte[PIECE + MAX_HEADER];
        Arrays.fill(piece, (byte) ' ');
        for (var sent = 0; sent < ENDLESS; sent += PIECE) {
            ByteBuffer.wrap(piece)
                    .put((byte) (sent == 0 ? 1 : 0))
                    .put((byte) 127)
                    .putLong(PIECE);
            send(piece);
        }
    }

    /** Sends the head of a frame and half of what it announces, then closes the socket at once. */
    void tear(String why) {
        lock.lock();
        try {
            channel.whenWritten(HALF, () -> socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, why));
            send(HALF);
        } finally {
            lock.unlock();
        }
        demand();
    }

    /** Sends a close frame after everything taken before, and nothing after it. The peer closes; or the keeper does. */
    void farewell(int code, String reason) {
        var bytes = reason.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (!farewell) {
                header(CLOSE, 2 + bytes.length);
                batch.putShort((short) code).put(bytes);
                enqueue();
                farewell = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the socket at once, whatever the peer does. */
    void cut(String why) {
        channel.linger();
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, why);
    }

    /** Whether it has been here as long as a connection may be. */
    boolean outlived() {
        return longest.expired();
    }

    /** Whether the peer has had its time to answer a close frame that has left. */
    boolean overdue(SessionClock clock) {
        lock.lock();
        try {
            if (farewell && closesBy.isEmpty() && socket.outQueue.isEmpty()) {
                closesBy = Optional.of(clock.deadline(TO_CLOSE));
            }
            return closesBy.filter(Deadline::expired).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait to leave. */
    long waiting() {
        lock.lock();
        try {
            return queued - channel.written();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room again; false when the peer took nothing for so long. */
    boolean awaitRoom(SessionClock clock, Duration patience, Duration again) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaited = true;
            long last = channel.written();
            var until = clock.deadline(patience);
            while (queued - channel.written() > BEHIND / 2 && !socket.isClosed() && channel.isOpen()) {
                if (channel.written() != last) {
                    last = channel.written();
                    until = clock.deadline(patience);
                } else if (until.expired()) {
                    return false;
                }
                demand();
                clock.await(progress, soonest(until, again));
            }
            return true;
        } finally {
            awaited = false;
            lock.unlock();
        }
    }

    private static Deadline soonest(Deadline until, Duration again) {
        return until.within(again);
    }

    /** Something has left: by the library's writing thread. */
    void progressed() {
        if (awaited && lock.tryLock()) {
            try {
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    public boolean subscribed(String stream) {
        lock.lock();
        try {
            boolean fresh = streams.add(stream);
            if (fresh) {
                record.subscribed(stream);
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    public void unsubscribed(String stream) {
        lock.lock();
        try {
            if (streams.remove(stream)) {
                record.unsubscribed(stream);
            }
        } finally {
            lock.unlock();
        }
    }

    public List<String> streams() {
        lock.lock();
        try {
            return new ArrayList<>(streams);
        } finally {
            lock.unlock();
        }
    }

    Optional<Owner> owner() {
        lock.lock();
        try {
            return owner;
        } finally {
            lock.unlock();
        }
    }

    public void owner(Owner whose) {
        lock.lock();
        try {
            owner = Optional.of(whose);
        } finally {
            lock.unlock();
        }
    }

    void closed() {
        record.closed();
    }
}
