package trysail.schedule;

/** A thread of a run as its queue knows it. Used by the run's carrier alone. */
final class Runner {
    private final Runnable thread;
    private final int number;
    private final ProcessThreads berth;
    private int outside;

    Runner(Runnable thread, int number, ProcessThreads berth) {
        this.thread = thread;
        this.number = number;
        this.berth = berth;
    }

    Runnable thread() {
        return thread;
    }

    int number() {
        return number;
    }

    /** So many steps into the world, or back out of it. */
    void outside(int steps) {
        outside += steps;
    }

    /** Its process was killed. What it has begun in the world outside it still does to the end, as a kernel would. */
    boolean isGone() {
        return berth.isSunk() && outside == 0;
    }
}
