package trysail.wire.ws;

/**
 * How a connection ended, when nobody interrupted it.
 *
 * @param opened whether the upgrade had been made
 * @param refused whether the peer answered the upgrade with a no
 * @param code the close code the peer sent; {@link #NONE} when it sent no close frame
 */
public record WsEnd(boolean opened, boolean refused, int code, String reason) {
    /** There was no close frame. */
    static final int NONE = -1;

    /** The simulator's own code: its recording is over. */
    public static final int END_OF_FEED = 4001;

    public boolean endOfFeed() {
        return code == END_OF_FEED;
    }
}
