package trysail.recon;

/** What a session does when a position it manages was changed by what was no order of its own. */
public enum OnForeign {
    /** Says so, and goes on with the position as it is now. */
    NOTE,
    /** Says so, and sends nothing until somebody says {@code resume}. */
    PAUSE,
    /** Says so, and ends. */
    STOP
}
