package trysail.scope;

import java.util.Date;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A reentrant lock, and waits under it, for platform threads and virtual ones together.
 *
 * <p>A platform thread never stands in a queue with virtual ones. Where every carrier is busy, a virtual thread that was
 * woken cannot run, and whoever queues behind it would wait for as long. So a platform thread tries again every few
 * microseconds until the lock is free, and waits for news apart. What is done under the lock must be short, and take no
 * other lock that a virtual thread could have to wait for: it would hold this one meanwhile.
 */
public final class SharedLock implements Lock {
    private static final int SPINS = 64;
    private static final long PAUSE_NANOS = 50_000;

    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void lock() {
        if (Thread.currentThread().isVirtual()) {
            lock.lock();
        } else {
            poll();
        }
    }

    /** Not to be interrupted; an interruption is kept for the caller. */
    private void poll() {
        var interrupted = false;
        for (var tries = 0; !lock.tryLock(); tries++) {
            pause(tries);
            interrupted |= Thread.interrupted(); // else the next pause would be none
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (Thread.currentThread().isVirtual()) {
            lock.lockInterruptibly();
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        for (var tries = 0; !lock.tryLock(); tries++) {
            pause(tries);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void pause(int tries) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    @Override
    public boolean tryLock() {
        return lock.tryLock();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        if (Thread.currentThread().isVirtual()) {
            return lock.tryLock(time, unit);
        }
        var end = System.nanoTime() + unit.toNanos(time);
        while (!lock.tryLock()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (end - System.nanoTime() <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return true;
    }

    @Override
    public void unlock() {
        lock.unlock();
    }

    /** Does {@code work} under it. */
    public void run(Runnable work) {
        lock();
        try {
            work.run();
        } finally {
            unlock();
        }
    }

    /** What {@code work} gives under it. */
    public <T> T get(Supplier<T> work) {
        lock();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }

    /** News that threads of both kinds can wait for; each wait may end early, as with any condition. */
    @Override
    public Condition newCondition() {
        return new News();
    }

    /** What a virtual thread that waits for {@code news} is parked on: for who has to know that it still waits. */
    public static Condition parkedOn(Condition news) {
        return news instanceof News n ? n.virtual : news;
    }

    private static final class Waiting {
        private final Thread thread = Thread.currentThread();
        private volatile boolean told;
    }

    private final class News implements Condition {
        private final Condition virtual = lock.newCondition();
        private final Queue<Waiting> platform = new ConcurrentLinkedQueue<>();

        @Override
        @SuppressWarnings("WaitNotInLoop") // the caller's loop, as with any condition
        public void await() throws InterruptedException {
            if (Thread.currentThread().isVirtual()) {
                virtual.await();
            } else {
                var unused = park(Long.MAX_VALUE);
            }
        }

        @Override
        @SuppressWarnings("WaitNotInLoop")
        public long awaitNanos(long nanos) throws InterruptedException {
            return Thread.currentThread().isVirtual() ? virtual.awaitNanos(nanos) : park(nanos);
        }

        /** Lets go of the lock, which is held once, and has it again on return. */
        private long park(long nanos) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var end = System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2);
            var me = new Waiting();
            platform.add(me);
            unlock();
            try {
                for (var left = nanos; !me.told && left > 0; left = end - System.nanoTime()) {
                    LockSupport.parkNanos(this, left);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            } finally {
                platform.remove(me);
                lock();
            }
            return end - System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop")
        public boolean await(long time, TimeUnit unit) throws InterruptedException {
            return awaitNanos(unit.toNanos(time)) > 0;
        }

        @Override
        @SuppressWarnings("WaitNotInLoop")
        public void awaitUninterruptibly() {
            if (Thread.currentThread().isVirtual()) {
                virtual.awaitUninterruptibly();
                return;
            }
            var interrupted = Thread.interrupted();
            for (var told = false; !told; ) {
                try {
                    var unused = park(Long.MAX_VALUE);
                    told = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean awaitUntil(Date deadline) {
            throw new UnsupportedOperationException("waits are bounded by monotonic time");
        }

        /** Whoever waits looks again: one of them would not do, where it may be one that cannot run. */
        @Override
        public void signal() {
            signalAll();
        }

        @Override
        public void signalAll() {
            virtual.signalAll();
            for (var waiting : platform) {
                waiting.told = true;
                LockSupport.unpark(waiting.thread);
            }
        }
    }
}
