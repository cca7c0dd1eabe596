package trysail.exchange;

import trysail.model.MarketEvent;
import trysail.stream.Sink;

/**
 * The market streams of one venue for a set of instruments.
 *
 * <p>{@link #run} is the task: it connects, subscribes, keeps books in step, and connects again when the connection is
 * lost or silent. Only {@code run} may block without limit, and an interrupt ends it. A feed with no connection of its own
 * to look after is this one method.
 */
@FunctionalInterface
public interface MarketFeed extends AutoCloseable {
    /**
     * Delivers events in the venue's order until interrupted or until the venue says that its feed is at its end.
     *
     * <p>Returns normally only at the end of a feed that has one (a recording).
     * @throws ExchangeException.Refused when the venue does not offer a stream that was asked for
     */
    void run(Sink<? super MarketEvent> out) throws InterruptedException;

    /**
     * Has this run each time the venue has granted every stream, whether or not there is data: by the task of {@link #run},
     * which it must not block. To be given before that. Of a venue of one's own the first event says as much.
     */
    default void onSubscribed(Runnable listener) {}

    /** What the feed has counted so far. Any thread. */
    default FeedStats stats() {
        return FeedStats.NONE;
    }

    /**
     * Cuts the connection there is and connects again at once; between connections it ends the pause. Books are fetched
     * anew. Any thread, never blocks, harmless when repeated; without effect once closed.
     */
    default void reconnect() {}

    /**
     * From the next market frame on every frame goes to this tap too, beginning with the books as they then are. One tap
     * at a time: the last one. Any thread, never blocks.
     */
    default void tap(FrameTap tap) {}

    /** Ends that, where it is still this tap that hears. Any thread, never blocks. */
    default void untap(FrameTap tap) {}

    /** Sends unsubscribe and close frames without waiting for answers: the last chance to be polite. Never blocks. */
    default void farewell() {}

    /** Cuts the raw sockets and joins reader and writer. Idempotent; bounded whatever the peer does. */
    @Override
    default void close() throws InterruptedException {}
}
