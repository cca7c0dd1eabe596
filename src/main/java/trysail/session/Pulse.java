package trysail.session;

import java.util.ArrayDeque;
import trysail.scope.SharedLock;

/** How much a session has lately had to do: what it counted at its last few beats. Thread-safe. */
final class Pulse {
    private static final int BEATS = 8;
    private static final double NANOS = 1_000_000_000.0;

    /** Sums at one moment of the session's monotonic clock. */
    private record Beat(long nanos, long frames, long orderEvents) {}

    /** Of a second. */
    record Rates(double frames, double orderEvents) {}

    private final SharedLock lock = new SharedLock();
    private final ArrayDeque<Beat> beats = new ArrayDeque<>();

    void beat(long nanos, long frames, long orderEvents) {
        lock.lock();
        try {
            beats.addLast(new Beat(nanos, frames, orderEvents));
            if (beats.size() > BEATS) {
                beats.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was counted from the oldest beat that is kept to now. */
    Rates until(long nanos, long frames, long orderEvents) {
        lock.lock();
        try {
            if (beats.isEmpty() || nanos <= beats.getFirst().nanos) {
                return new Rates(0, 0);
            }
            var from = beats.getFirst();
            var seconds = (nanos - from.nanos) / NANOS;
            return new Rates((frames - from.frames) / seconds, (orderEvents - from.orderEvents) / seconds);
        } finally {
            lock.unlock();
        }
    }
}
