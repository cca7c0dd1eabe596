package trysail.wire.ws;

import java.time.Duration;

/** What makes a living peer answer, and when it is time for it. Asked on one thread, the watch's; must not block. */
@FunctionalInterface
public interface Heartbeat {
    /**
     * Sends one if it is time; asked again and again while the connection is open.
     *
     * @param silent how long no byte has come
     * @param since how long ago the last one was sent, or the connection opened
     * @return whether one was sent
     */
    boolean beat(Peer peer, Duration silent, Duration since);

    /** The protocol's own ping, once in each silence that has lasted so long. */
    static Heartbeat ping(Duration after) {
        return (peer, silent, since) -> {
            var due = silent.compareTo(after) > 0 && since.compareTo(silent) >= 0;
            if (due) {
                peer.ping();
            }
            return due;
        };
    }
}
