package trysail.feed;

import java.time.Duration;
import java.util.List;
import trysail.json.MalformedFrame;
import trysail.wire.ws.Heartbeat;
import trysail.wire.ws.Peer;

/**
 * What is said on one connection, in a venue's words: asking for streams, hearing the answers, reading data. Made anew for
 * each connection, with somebody to hand on to what was heard. Called on the reader's thread where nothing else is said.
 */
public interface Conversation {
    /** The connection is open: the time to ask for what is wanted. What comes later may be answered to the same peer. */
    void opened(Peer peer) throws InterruptedException;

    /**
     * A message's payload as it came, valid during the call only.
     *
     * <p>What it throws ends the connection: {@link MalformedFrame} as a fault of the peer, anything else as ours, such
     * as {@link trysail.exchange.ExchangeException.Refused} for a stream that the venue will never give.
     */
    void message(byte[] buffer, int from, int to) throws MalformedFrame, InterruptedException;

    /**
     * What this venue takes for a sign of life, and when; asked once.
     *
     * @param idle how long the connection may be silent before it is cut
     */
    default Heartbeat heartbeat(Duration idle) {
        return Heartbeat.ping(idle.dividedBy(2));
    }

    /** What is to be asked for has changed: says the difference, if it is open. Any thread, never blocks. */
    default void restate() {}

    /** Whether all that was asked for first has been granted. Any thread. */
    boolean complete();

    /** The streams that the venue has granted. Any thread. */
    List<String> granted();

    /** What to say before the close frame. Any thread. */
    List<String> lastWords();
}
