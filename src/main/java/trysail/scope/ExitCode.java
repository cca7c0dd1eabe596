package trysail.scope;

/** What the codes mean that a process ends with. A command's own code says the same of the command. */
public final class ExitCode {
    /** It ended as asked, and nothing is left. */
    public static final int OK = 0;
    /** An error ended it; all is cleaned up. */
    public static final int FAILED = 1;
    /** It was asked for something that cannot be meant; nothing was opened. */
    public static final int USAGE = 2;
    /** It ended, but something is left or not known: the receipt names it. */
    public static final int LEFT_BEHIND = 3;
    /** By SIGHUP. */
    public static final int HUNG_UP = 129;
    /** By SIGINT. */
    public static final int INTERRUPTED = 130;
    /** By SIGTERM. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
