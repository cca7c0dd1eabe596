package trysail.exchange;

import trysail.stream.Sink;

/** The private stream of one account: what the venue says of our orders. Runs and closes as {@link MarketFeed} does. */
public interface AccountFeed extends AutoCloseable {
    /** Delivers reports until interrupted; connects again when the connection or its key is lost. */
    void run(Sink<? super AccountReport> out) throws InterruptedException;

    /**
     * Cuts the connection there is and connects again at once, as {@link MarketFeed#reconnect}; what happened meanwhile is
     * for whoever hears {@link AccountReport.Lost} and {@link AccountReport.Connected} to ask after.
     *
     * @return false where there is no connection that could be cut
     */
    boolean reconnect();

    /** How many connections there have been. */
    int connects();

    /** Sends a close frame without waiting for the answer. Never blocks. */
    void farewell();

    /** Cuts the raw socket and joins reader and writer. Idempotent; bounded whatever the peer does. */
    @Override
    void close() throws InterruptedException;
}
