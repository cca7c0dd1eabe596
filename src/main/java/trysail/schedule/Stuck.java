package trysail.schedule;

/** A run that did not come to its end by itself. The message names each thread, with its stack. */
public abstract sealed class Stuck extends RuntimeException {
    private Stuck(String message) {
        super(message);
    }

    /** The promise that is broken by it, in words. */
    public String property() {
        return switch (this) {
            case Deadlock d -> "never deadlocks";
            case Livelock l -> "comes to an end";
            case Hidden h -> Hidden.PROPERTY;
        };
    }

    /** Nothing can run and nothing waits for a time, but the run is not over. */
    public static final class Deadlock extends Stuck {
        Deadlock(String threads) {
            super("deadlock: nothing can run any more\n" + threads);
        }
    }

    /** So many turns were taken that it will not end. */
    public static final class Livelock extends Stuck {
        Livelock(long turns, String threads) {
            super("livelock: not over after " + turns + " turns\n" + threads);
        }
    }

    /** Something that no schedule decides had a part in it: a wait by the machine's time, a contended monitor, a thread from elsewhere. */
    public static final class Hidden extends Stuck {
        /** The promise that is broken by it. */
        public static final String PROPERTY = "is decided by its seed";

        Hidden(String what, String threads) {
            super("not the schedule's doing: " + what + "\n" + threads);
        }
    }
}
