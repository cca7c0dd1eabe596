package trysail.simulator.network;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * Bytes on their way from one giver to one taker, as a socket carries them: bounded, in order, in pieces of any length,
 * late, and until somebody ends it. What either end does is known to the other only while the way is open: see
 * {@link #freeze}. Thread-safe; every wait ends at once when interrupted.
 */
public final class Pipe {
    private static final class Piece {
        private final byte[] bytes;
        /** Between its bytes; zero: they come together. */
        private Duration pace;
        /** Of its first byte that has not been taken. */
        private Deadline due;

        private Piece(byte[] bytes, Duration pace, Deadline due) {
            this.bytes = bytes;
            this.pace = pace;
            this.due = due;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private final SessionClock clock;
    private final int capacity;
    private final Weather usual;
    private Weather weather;
    private final SplittableRandom random;
    private long passed;
    private int inside;
    private int taken;
    private Deadline lastDue;
    private boolean ended;
    private boolean reset;
    private boolean refused;
    private boolean broke;
    private boolean frozen;

    /**
     * An empty pipe.
     *
     * @param capacity bytes inside after which the giver waits
     */
    public Pipe(SessionClock clock, int capacity, Weather weather) {
        this.clock = clock;
        this.capacity = capacity;
        usual = weather;
        this.weather = weather;
        random = new SplittableRandom(weather.seed());
        lastDue = clock.deadline(Duration.ZERO);
    }

    /** Gives bytes; waits for room, when there is none. */
    public void write(byte[] bytes, int from, int length) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var at = from;
            while (at < from + length) {
                awaitRoom();
                at += give(bytes, at, from + length - at);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException, InterruptedException {
        while (true) {
            if (reset || ended) {
                throw new SocketException("Socket closed");
            }
            if (broke || (refused && !frozen)) {
                throw new SocketException("Broken pipe");
            }
            if (inside < capacity) {
                return;
            }
            emptied.await();
        }
    }

    private int give(byte[] bytes, int from, int most) {
        var length = Math.min(most, capacity - inside);
        var pace = weather.pace();
        if (weather.longest() > 0 && pace.isZero()) {
            length = Math.min(length, 1 + random.nextInt(weather.longest()));
        }
        if (weather.last() >= 0) {
            length = (int) Math.min(length, weather.last() - passed);
        }
        if (length > 0) {
            var first = due();
            pieces.addLast(new Piece(Arrays.copyOfRange(bytes, from, from + length), pace, first));
            lastDue = length == 1 || pace.isZero()
                    ? first
                    : clock.deadline(first.remaining().plus(pace.multipliedBy(length - 1)));
            inside += length;
            passed += length;
        } else { // here it breaks: what came before may still arrive
            broke = true;
        }
        filled.signal();
        return length;
    }

    private Deadline due() {
        var late = weather.latency();
        if (!weather.jitter().isZero()) {
            late = late.plusNanos(random.nextLong(weather.jitter().toNanos() + 1));
        }
        if (!weather.pace().isZero()) {
            var after = lastDue.remaining().plus(weather.pace());
            late = after.compareTo(late) > 0 ? after : late;
        }
        return clock.deadline(late);
    }

    /** Takes what has arrived, one byte at least; -1 at the end. Pieces are taken one by one when they are cut. */
    public int read(byte[] into, int from, int most) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (refused) {
                    throw new SocketException("Socket closed");
                }
                var head = frozen ? null : pieces.peekFirst();
                if (head != null && head.due.expired()) {
                    return take(into, from, most);
                }
                if (head != null) {
                    clock.await(filled, head.due);
                } else if (!frozen && (reset || broke)) {
                    throw new SocketException("Connection reset");
                } else if (!frozen && ended) {
                    return -1;
                } else {
                    filled.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] into, int from, int most) {
        var got = 0;
        while (got < most && !pieces.isEmpty() && pieces.peekFirst().due.expired()) {
            var head = pieces.peekFirst();
            var length = head.pace.isZero() ? Math.min(most - got, head.bytes.length - taken) : 1;
            System.arraycopy(head.bytes, taken, into, from + got, length);
            got += length;
            taken += length;
            if (taken == head.bytes.length) {
                pieces.removeFirst();
                taken = 0;
            } else if (!head.pace.isZero()) {
                head.due = clock.deadline(head.pace);
            }
            if (weather.longest() > 0 || !head.pace.isZero()) {
                break;
            }
        }
        inside -= got;
        emptied.signalAll();
        return got;
    }

    /** Bytes that are inside. */
    public int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** The giver has no more: the taker comes to the end after what is inside. */
    public void end() {
        change(() -> ended = true);
    }

    /** The giver breaks it off: the taker gets nothing more, not even what is inside. */
    public void reset() {
        change(() -> {
            reset |= !ended; // the end has been said
            if (!frozen) {
                drop();
            }
        });
    }

    /** The taker is gone: it gets nothing more, and the giver fails. */
    public void refuse() {
        change(() -> {
            refused = true;
            drop();
        });
    }

    /**
     * Lets nothing through, neither bytes nor the news of either end; the giver can still fill it. Or lets all of that
     * through again.
     */
    public void freeze(boolean on) {
        change(() -> {
            frozen = on;
            if (!on && reset) {
                drop();
            }
        });
    }

    /**
     * Lets one byte through after another, so far apart; or, with zero, everything as it usually is, what has waited
     * first.
     */
    public void drip(Duration between) {
        change(() -> {
            if (!between.isZero()) {
                weather = usual.dripping(between);
            } else if (!weather.equals(usual)) {
                weather = usual;
                lastDue = clock.deadline(Duration.ZERO);
                pieces.forEach(p -> {
                    p.due = lastDue;
                    p.pace = Duration.ZERO;
                });
            }
        });
    }

    private void drop() {
        pieces.clear();
        inside = 0;
        taken = 0;
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            filled.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
