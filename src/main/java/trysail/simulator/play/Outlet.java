package trysail.simulator.play;

/** The far side of the streams, as the thread that plays sees it. */
public interface Outlet {
    /** What was published is on its way. */
    void flush();

    /** Whether some subscriber has more waiting than it should. Cheap. */
    boolean congested();

    /**
     * Deals with subscribers that are behind: waits for them when every frame must arrive, and cuts those that take
     * nothing or fall too far behind.
     */
    void relieve(boolean waitForRoom) throws InterruptedException;

    /** Tells every subscriber of the market that its feed is at its end. */
    void endOfFeed();
}
