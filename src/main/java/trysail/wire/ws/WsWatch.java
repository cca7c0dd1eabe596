package trysail.wire.ws;

import java.time.Duration;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * Watches over one connection's clocks and cuts it: the deadline of opening, which no drip of bytes moves; the
 * transport's silence, which a heartbeat may break; and the silence of data, which its answer does not break. While the reader
 * is busy handing data on, nobody is silent but us.
 */
final class WsWatch implements Runnable {
    private final SessionClock clock;
    private final WsLimits limits;
    private final WsConnection connection;
    private final WsListener listener;
    private volatile String stage = "connecting";
    private volatile boolean open;
    private volatile boolean busy;
    private volatile long lastBytes;
    private volatile long lastData;
    private volatile long lastBeat;

    WsWatch(SessionClock clock, WsLimits limits, WsConnection connection, WsListener listener) {
        this.clock = clock;
        this.limits = limits;
        this.connection = connection;
        this.listener = listener;
    }

    void stage(String now) {
        stage = now;
    }

    void opened() {
        lastBytes = clock.nanos();
        lastData = lastBytes;
        lastBeat = lastBytes;
        open = true;
    }

    /** The reader waits for the peer. */
    void waiting() {
        busy = false;
    }

    /** The reader has bytes to work on. */
    void reading() {
        busy = true;
    }

    /** The reader has worked through what it read. */
    void read(boolean data) {
        lastBytes = clock.nanos();
        if (data) {
            lastData = lastBytes;
        }
    }

    @Override
    public void run() {
        try {
            var deadline = clock.deadline(limits.open());
            while (!open) {
                if (deadline.expired()) {
                    connection.cut("no answer within " + words(limits.open()) + ": " + stage);
                    return;
                }
                clock.sleep(shorter(deadline));
            }
            var heartbeat = listener.heartbeat(limits.transportIdle());
            var pause = pause();
            while (true) {
                clock.sleep(pause);
                if (!busy) {
                    look(clock.nanos(), heartbeat);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wakes at the deadline, and now and then to see whether the connection is open by now. */
    private Duration shorter(Deadline deadline) {
        return least(deadline.remaining(), least(limits.open().dividedBy(8), listener.look()));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration pause() {
        return least(least(limits.transportIdle(), limits.dataIdle()).dividedBy(8), listener.look());
    }

    private void look(long now, Heartbeat heartbeat) {
        var silent = now - lastBytes;
        if (silent > limits.transportIdle().toNanos()) {
            connection.cut("silent for " + words(limits.transportIdle()));
        } else if (heartbeat.beat(connection, Duration.ofNanos(silent), Duration.ofNanos(now - lastBeat))) {
            lastBeat = now;
        }
        if (now - lastData > limits.dataIdle().toNanos()) {
            connection.cut("no data for " + words(limits.dataIdle()));
        }
        listener.complaint().ifPresent(connection::cut);
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
