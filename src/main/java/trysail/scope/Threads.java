package trysail.scope;

/** What a session's threads are made by: the machine, or a storm that decides which of its own goes next. */
public interface Threads {
    /** The machine's own threads. */
    Threads SYSTEM = new SystemThreads();

    /** A virtual thread, not started. */
    Thread virtual(String name, Runnable body);

    /** A daemon platform thread, not started; in a storm it is scheduled like any other. */
    Thread platform(String name, Runnable body);

    /** Starts a virtual thread that is in no ledger. */
    default Thread start(String name, Runnable body) {
        var thread = virtual(name, body);
        thread.start();
        return thread;
    }

    /** Threads as the machine makes them. */
    final class SystemThreads implements Threads {
        private SystemThreads() {}

        @Override
        public Thread virtual(String name, Runnable body) {
            return Thread.ofVirtual().name(name).unstarted(body);
        }

        @Override
        public Thread platform(String name, Runnable body) {
            return Thread.ofPlatform().daemon().name(name).unstarted(body);
        }
    }
}
