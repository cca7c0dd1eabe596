package trysail.scope;

import trysail.machine.Preemption;

/**
 * What a session lends to whatever it opens: its name, its clock, its ledger and the door to threads of its own.
 * Thread-safe.
 */
public record SessionContext(String session, SessionClock clock, Ledger ledger) {
    private static final String PREVIEW = "--enable-preview";

    /**
     * Returns where this JVM has the preview of structured concurrency that sessions stand on. Asked at the door: else the
     * first session would fail in a thread of its own, where nobody looks.
     *
     * @throws IllegalStateException in one line that names what the JVM is to be started with, or on
     */
    public static void requirePreview() {
        try {
            var unused = ScopeDoor.session(); // loads the one class of the preview
        } catch (UnsupportedClassVersionError e) {
            throw new IllegalStateException(missing(String.valueOf(e.getMessage())), e);
        }
    }

    /** The JDK says which flag it wants; that of another release has no flag to want. */
    static String missing(String said) {
        return said.contains(PREVIEW)
                ? "Trysail's sessions stand on a preview of the JDK: start the JVM with " + PREVIEW
                : "Trysail was built for the preview of another JDK than this one, " + Runtime.version()
                        + ": run it on the JDK that it was built with, or build it with this one";
    }

    /**
     * Whether this thread works for this session. Two sessions of one process may have the same name, of two journal
     * directories: what they have open is what tells them apart.
     */
    public boolean isCurrent() {
        return ScopeDoor.session().filter(current -> current.ledger == ledger).isPresent();
    }

    /** A context for something that stands alone, outside any session. */
    public static SessionContext standalone(String name) {
        return new SessionContext(name, SessionClock.SYSTEM, new Ledger(SessionClock.SYSTEM));
    }

    /** Runs {@code body} here, under this session's name. */
    public void bound(Runnable body) {
        ScopeDoor.bind(this, body);
    }

    /** Starts a virtual thread under this session's name; it is in the ledger until it ends. */
    public Thread startVirtual(String name, Runnable body) {
        var thread = clock.threads().virtual(session + "/" + name, () -> bound(body));
        return started(thread);
    }

    /** Starts a daemon platform thread: for file I/O, and for what must run when carriers are starved. In the ledger. */
    public Thread startPlatform(String name, Runnable body) {
        var thread = clock.threads().platform(session + "/" + name, () -> bound(body));
        return started(thread);
    }

    /** Starts a daemon platform thread that outlives the receipt, so that it is in no ledger: it must be bounded. */
    public void startBeside(String name, Runnable body) {
        clock.threads().platform(session + "/" + name, () -> bound(body)).start();
    }

    private Thread started(Thread thread) {
        ledger.open(Ledger.Kind.THREAD, thread);
        thread.start();
        Preemption.point();
        return thread;
    }

    /** A platform thread that the process itself starts, when it is asked to exit. */
    public static void onExit(String name, Runnable body) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(name).unstarted(body));
    }

    /** Starts the session's owner, a virtual thread; it ends after the receipt is out, so it is in no ledger. */
    public Thread startOwner(Runnable body) {
        return clock.threads().start(session + "/owner", () -> bound(body));
    }

    /** Enters a thread that a library started by itself. */
    public void adopt(Thread thread) {
        ledger.open(Ledger.Kind.THREAD, thread);
    }
}
