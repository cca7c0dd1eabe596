package trysail.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import trysail.scope.Deadline;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SharedLock;

/**
 * What several sessions use at once: opened by the first, closed by the last. Opening or closing one thing keeps nobody
 * from another. Thread-safe.
 */
final class Shares<K, V> {
    /** Opens the thing for the first who asks; the next one tries again when it fails. */
    @FunctionalInterface
    interface Opener<V, X extends Exception> {
        V open() throws X, InterruptedException;
    }

    /** Closes it after the last. */
    @FunctionalInterface
    interface Closer<V> {
        void close(V thing, Deadline deadline) throws InterruptedException;
    }

    private static final class Share<V> {
        private final SharedLock opening = new SharedLock();
        private volatile Optional<V> thing = Optional.empty();
        private int users;

        private <X extends Exception> V open(Opener<V, X> opener) throws X, InterruptedException {
            opening.lockInterruptibly();
            try {
                if (thing.isEmpty()) {
                    thing = Optional.of(opener.open());
                }
                return thing.get();
            } finally {
                opening.unlock();
            }
        }
    }

    private final SharedLock lock = new SharedLock();
    private final Map<K, Share<V>> shares = new HashMap<>();
    private final Closer<V> closer;
    private final SessionClock clock;

    Shares(Closer<V> closer, SessionClock clock) {
        this.closer = closer;
        this.clock = clock;
    }

    /** A share of the thing; each is given back once with {@link #leave}. */
    <X extends Exception> V join(K key, Opener<V, X> opener) throws X, InterruptedException {
        var joined = false;
        try {
            var thing = enter(key).open(opener);
            joined = true;
            return thing;
        } finally {
            if (!joined) {
                leave(key, clock.deadline(Rung.WHOLE));
            }
        }
    }

    private Share<V> enter(K key) {
        lock.lock();
        try {
            var share = shares.computeIfAbsent(key, k -> new Share<>());
            share.users++;
            return share;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a share back; the last one closes the thing. */
    void leave(K key, Deadline deadline) throws InterruptedException {
        var last = exit(key).flatMap(share -> share.thing);
        if (last.isPresent()) {
            closer.close(last.get(), deadline);
        }
    }

    private Optional<Share<V>> exit(K key) {
        lock.lock();
        try {
            var share = Optional.ofNullable(shares.get(key)).filter(s -> --s.users == 0);
            share.ifPresent(s -> shares.remove(key));
            return share;
        } finally {
            lock.unlock();
        }
    }
}
