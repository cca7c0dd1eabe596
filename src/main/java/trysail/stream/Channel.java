package trysail.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * A bounded, ordered hand-over between tasks. Any number of givers, one taker. What happens when it is full is said at
 * construction; how it ended is a value. Thread-safe; every wait ends at once when interrupted.
 */
public final class Channel<T> implements Sink<T> {
    /** How a channel ended. */
    public sealed interface End {
        /** The giver had no more. */
        record Done() implements End {}

        /** The giver failed. */
        record Broken(Throwable cause) implements End {}
    }

    /** A channel that refuses instead of waiting was full. */
    public static final class Overflow extends RuntimeException {
        private Overflow(String name, int capacity) {
            super("channel " + name + " is full: " + capacity + " items wait");
        }
    }

    /**
     * What has gone through.
     *
     * @param put items given
     * @param conflated items replaced by a newer one of the same key before they were taken
     * @param waiting items inside now
     */
    public record Counters(long put, long conflated, int waiting) {}

    private enum Policy {
        BLOCK,
        CONFLATE,
        FAIL
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final String name;
    private final int capacity;
    private final Policy policy;
    private final Function<? super T, Optional<Object>> key;
    private final ArrayDeque<Cell<T>> cells;
    private final Map<Object, Cell<T>> latest = new HashMap<>();
    private @Nullable End end;
    private long put;
    private long conflated;

    private static final class Cell<T> {
        private final Optional<Object> key;
        private T item;

        private Cell(T item, Optional<Object> key) {
            this.item = item;
            this.key = key;
        }
    }

    private Channel(String name, int capacity, Policy policy, Function<? super T, Optional<Object>> key) {
        if (capacity < 1) {
            throw new IllegalArgumentException("channel " + name + ": capacity must be at least 1, not " + capacity);
        }
        this.name = name;
        this.capacity = capacity;
        this.policy = policy;
        this.key = key;
        cells = new ArrayDeque<>(Math.min(capacity, 1024));
    }

    /** When full, the giver waits. */
    public static <T> Channel<T> blocking(String name, int capacity) {
        return new Channel<>(name, capacity, Policy.BLOCK, item -> Optional.empty());
    }

    /**
     * An item whose key is already inside takes the older one's place in line, so that a slow taker sees the newest; an
     * item without a key is never dropped. When full of items that cannot be replaced, the giver waits.
     */
    public static <T> Channel<T> conflating(String name, int capacity, Function<? super T, Optional<Object>> key) {
        return new Channel<>(name, capacity, Policy.CONFLATE, key);
    }

    /** When full, {@link #put} throws {@link Overflow}. */
    public static <T> Channel<T> failing(String name, int capacity) {
        return new Channel<>(name, capacity, Policy.FAIL, item -> Optional.empty());
    }

    @Override
    public void put(T item) throws InterruptedException {
        put(item, capacity);
    }

    /** A way in that leaves the last places to others: it counts as full when {@code most} items are inside. */
    public Sink<T> upTo(int most) {
        return item -> put(item, Math.min(most, capacity));
    }

    private void put(T item, int room) throws InterruptedException {
        var itsKey = key.apply(item);
        Preemption.point();
        lock.lockInterruptibly();
        try {
            while (end == null) {
                if (replaced(item, itsKey)) {
                    return;
                }
                if (cells.size() < room) {
                    add(item, itsKey);
                    return;
                }
                if (policy == Policy.FAIL) {
                    throw new Overflow(name, capacity);
                }
                emptied.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands over without waiting; false when there is no room or the channel has ended. */
    public boolean tryPut(T item) {
        return tryPut(item, capacity);
    }

    /** As {@link #tryPut(Object)}, leaving the last places to others: it is full when {@code most} items are inside. */
    public boolean tryPut(T item, int most) {
        var itsKey = key.apply(item);
        Preemption.point();
        lock.lock();
        try {
            if (end != null) {
                return false;
            }
            if (replaced(item, itsKey)) {
                return true;
            }
            if (cells.size() >= Math.min(most, capacity)) {
                return false;
            }
            add(item, itsKey);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean replaced(T item, Optional<Object> itsKey) {
        if (itsKey.isEmpty()) {
            return false;
        }
        var cell = latest.get(itsKey.get());
        if (cell == null) {
            return false;
        }
        cell.item = item;
        put++;
        conflated++;
        return true;
    }

    private void add(T item, Optional<Object> itsKey) {
        var cell = new Cell<>(item, itsKey);
        cells.addLast(cell);
        itsKey.ifPresent(k -> latest.put(k, cell));
        put++;
        filled.signal();
    }

    /** No more items: what is inside can still be taken. The first end stands. */
    public void end(End how) {
        Preemption.point();
        lock.lock();
        try {
            if (end == null) {
                end = how;
            }
            filled.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for at least one item and moves up to {@code most} into {@code into}. Empty when it moved some; the end once
     * there is nothing left.
     */
    public Optional<End> take(Collection<? super T> into, int most) throws InterruptedException {
        Preemption.point();
        lock.lockInterruptibly();
        try {
            while (cells.isEmpty()) {
                if (end != null) {
                    return Optional.of(end);
                }
                filled.await();
            }
            move(into, most);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #take(Collection, int)}, but waits until the deadline at most: then empty, and nothing was moved. */
    public Optional<End> take(Collection<? super T> into, int most, SessionClock clock, Deadline until)
            throws InterruptedException {
        Preemption.point();
        lock.lockInterruptibly();
        try {
            while (cells.isEmpty() && end == null && !until.expired()) {
                clock.await(filled, until);
            }
            return move(into, most) > 0 ? Optional.empty() : Optional.ofNullable(end);
        } finally {
            lock.unlock();
        }
    }

    /** Moves what is inside, without waiting; returns how many. */
    public int tryTake(Collection<? super T> into, int most) {
        Preemption.point();
        lock.lock();
        try {
            return move(into, most);
        } finally {
            lock.unlock();
        }
    }

    private int move(Collection<? super T> into, int most) {
        var moved = 0;
        for (; moved < most && !cells.isEmpty(); moved++) {
            var cell = cells.removeFirst();
            cell.key.ifPresent(latest::remove);
            into.add(cell.item);
        }
        if (moved > 0) {
            emptied.signalAll();
        }
        return moved;
    }

    /** What a thread waits for that is parked on {@code blocker}; empty when that is nothing of this channel's. */
    public Optional<String> waitedFor(Object blocker) {
        return blocker == filled
                ? Optional.of("take from channel " + name)
                : blocker == emptied ? Optional.of("room in channel " + name) : Optional.empty();
    }

    public String name() {
        return name;
    }

    public int capacity() {
        return capacity;
    }

    public Counters counters() {
        lock.lock();
        try {
            return new Counters(put, conflated, cells.size());
        } finally {
            lock.unlock();
        }
    }
}
