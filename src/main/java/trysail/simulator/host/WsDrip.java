package trysail.simulator.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.scope.SessionContext;
import trysail.simulator.fault.FaultScript;

/** Has what goes out over sockets go byte by byte for a while, each from a thread that has time. Thread-safe. */
final class WsDrip implements AutoCloseable {
    private final SessionContext ctx;
    private final Set<WsChannel> channels;
    private Optional<Thread> thread = Optional.empty();
    private volatile boolean dripping;
    private volatile boolean closed;

    WsDrip(SessionContext ctx, Set<WsChannel> channels) {
        this.ctx = ctx;
        this.channels = channels;
    }

    synchronized void begin(boolean on) {
        if (dripping == on || closed) {
            return;
        }
        dripping = on;
        if (on) {
            List.copyOf(channels).forEach(this::slow);
        }
        if (on && thread.filter(Thread::isAlive).isEmpty()) {
            thread = Optional.of(ctx.startVirtual("ws-drip", this::run));
        }
    }

    /** Takes in a new connection. */
    void slow(WsChannel channel) {
        if (dripping) {
            channel.slow();
        }
    }

    private void run() {
        try {
            while (!closed) {
                ctx.clock().sleep(FaultScript.PACE);
                var last = !dripping;
                var waiting = false;
                for (var channel : List.copyOf(channels)) {
                    waiting |= last ? !channel.quick() : channel.drip();
                }
                if (last && !waiting && ended()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean ended() {
        if (!dripping) {
            thread = Optional.empty();
        }
        return !dripping;
    }

    @Override
    public void close() throws InterruptedException {
        Optional<Thread> running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running.isPresent()) {
            running.get().interrupt();
            ctx.clock().join(running.get(), ctx.clock().deadline(FaultScript.PACE.multipliedBy(20)));
        }
    }
}
