package trysail.schedule;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a run that waits until an instant at most. That its time is over is told by an interruption, since that is
 * what ends any wait; who asked for the time tells it from all others. Used by the carrier alone.
 */
final class Alarm {
    private final Thread thread = Thread.currentThread();
    private final Runner runner;
    private final Optional<Object> on;
    private final long at;
    private final long order;
    private boolean rung;
    private boolean interruptedToo;

    /** For the calling thread, whose runner is given. {@code on} is what it will wait on, when that can be told. */
    Alarm(Runner runner, long at, long order, Optional<Object> on) {
        this.runner = runner;
        this.at = at;
        this.order = order;
        this.on = on;
    }

    long at() {
        return at;
    }

    int number() {
        return runner.number();
    }

    boolean isBefore(Alarm other) {
        return at < other.at || (at == other.at && order < other.order);
    }

    /** Whether its thread still waits: not woken by anything else, nor on its way out to the lock. */
    boolean isWaiting() {
        return !runner.isGone()
                && thread.getState() == Thread.State.WAITING
                && on.map(o -> o == LockSupport.getBlocker(thread)).orElse(true);
    }

    /** The time is over. Its thread must be the next to run, so that no other interruption is taken for this one. */
    void ring() {
        rung = true;
        thread.interrupt();
    }

    boolean hasRung() {
        return rung;
    }

    /** Others have run since it rang, its thread has not come back from the wait: is it interrupted by them as well? */
    void look() {
        interruptedToo |= thread.isInterrupted();
    }

    /** Its thread is back, by itself, though the time was over as well: an interruption of others stays. */
    void silence() {
        if (rung && !interruptedToo) {
            var unused = Thread.interrupted();
        }
    }
}
