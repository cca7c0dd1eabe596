package trysail.schedule;

import java.util.concurrent.Executor;

/**
 * The scheduler of one process's threads: those started by its clock, and what these start. All of them wait in the one
 * queue of the run; once it is {@linkplain #sink killed} none of them has a turn again.
 */
final class ProcessThreads implements Executor {
    private final RunQueue queue;
    private boolean sunk;

    ProcessThreads(RunQueue queue) {
        this.queue = queue;
    }

    @Override
    public void execute(Runnable thread) {
        queue.ready(thread, this);
    }

    RunQueue queue() {
        return queue;
    }

    void sink() {
        sunk = true;
        queue.bury();
    }

    void raise() {
        sunk = false;
    }

    boolean isSunk() {
        return sunk;
    }
}
