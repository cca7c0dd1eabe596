package trysail.words;

/** What was asked for cannot be told at this moment, though it was asked for well; asking later may help. */
public final class NotNow extends RuntimeException {
    /** With one line for the user. */
    public NotNow(String message) {
        super(message);
    }

    /** The same, and what made it known. */
    public NotNow(String message, Throwable cause) {
        super(message, cause);
    }
}
