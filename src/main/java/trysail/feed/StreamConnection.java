package trysail.feed;

import java.time.Duration;
import java.util.Optional;
import trysail.scope.SessionClock;
import trysail.wire.ws.Heartbeat;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsListener;

/** What all connections have in common, whatever they are about: the conversation, and how long its answers may take. */
abstract class StreamConnection implements WsListener {
    private final SessionClock clock;
    private final Duration patience;
    private volatile boolean open;
    private volatile long openedAt;

    StreamConnection(SessionClock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    abstract Conversation conversation();

    @Override
    public void opened(WsConnection itself) throws InterruptedException {
        openedAt = clock.nanos();
        open = true;
        conversation().opened(itself);
    }

    @Override
    public Heartbeat heartbeat(Duration idle) {
        return conversation().heartbeat(idle);
    }

    @Override
    public Optional<String> complaint() {
        var late = open && clock.nanos() - openedAt > patience.toNanos();
        return late && !conversation().complete()
                ? Optional.of("subscriptions were not acknowledged in " + patience.toMillis() + " ms")
                : Optional.empty();
    }
}
