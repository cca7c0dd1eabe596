package trysail.wire.ws;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/** Writes what the engine has queued, on a virtual thread of its own: an interrupt or the socket's end is its end. */
final class WsWriter {
    /** After it there is nothing to write: what was queued before has been written when the writer comes to it. */
    private static final ByteBuffer LAST = ByteBuffer.allocate(0);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SessionClock clock;
    private final BlockingQueue<ByteBuffer> queue;
    private final Consumer<String> broken;
    private Optional<Thread> thread = Optional.empty();
    private boolean over;

    WsWriter(SessionClock clock, BlockingQueue<ByteBuffer> queue, Consumer<String> broken) {
        this.clock = clock;
        this.queue = queue;
        this.broken = broken;
    }

    void start(SessionContext ctx, String name, OutputStream out) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            thread = Optional.of(ctx.startVirtual(name, () -> write(out)));
        } finally {
            lock.unlock();
        }
    }

    private void write(OutputStream out) {
        try {
            for (var frame = queue.take(); frame != LAST; frame = queue.take()) {
                out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            broken.accept("cannot write: " + e.getMessage());
        } finally {
            ended();
        }
    }

    private void ended() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was queued is written, or cannot be. Nothing that is queued later is. */
    void awaitWritten(Deadline deadline) throws InterruptedException {
        queue.add(LAST); // the engine's queue has no bound
        lock.lockInterruptibly();
        try {
            while (!over && !deadline.expired()) {
                clock.await(changed, deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the thread and joins it. */
    void end(Deadline deadline) throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().interrupt();
            clock.join(thread.get(), deadline);
        }
    }
}
