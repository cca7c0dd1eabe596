package trysail.simulator.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * Looks after connections on a thread of its own: asks the library again to write what it has forgotten to, pings, sends
 * those away that have been here too long, and cuts those that do not answer a close frame.
 */
final class WsKeeper implements Runnable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PING_EVERY = Duration.ofMinutes(3);

    private final SessionClock clock;
    private final List<Guest> connections;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private volatile boolean pending;

    WsKeeper(SessionClock clock, List<Guest> connections) {
        this.clock = clock;
        this.connections = connections;
    }

    /** Something has been queued. Cheap while the keeper is awake. */
    void poke() {
        if (!pending) {
            lock.lock();
            try {
                pending = true;
                poked.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void run() {
        var nextPing = clock.deadline(PING_EVERY);
        try {
            while (true) {
                awaitPoke();
                boolean ping = nextPing.expired();
                for (var connection : connections) {
                    look(connection, ping);
                }
                nextPing = ping ? clock.deadline(PING_EVERY) : nextPing;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server closes
        }
    }

    /** Waits for something to be queued, and then a little: long enough for the library to have written it. */
    private void awaitPoke() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Deadline until = clock.deadline(TICK);
            while (!pending && !until.expired()) {
                clock.await(poked, until);
            }
        } finally {
            lock.unlock();
        }
        if (pending) {
            clock.sleep(LOOK_AGAIN);
            pending = false;
        }
    }

    private void look(Guest connection, boolean ping) {
        if (connection.unwritten()) {
            connection.demand();
            pending = true;
        }
        if (connection.outlived()) {
            connection.farewell(CloseFrame.NORMAL, "24 hours are over");
        }
        if (connection.overdue(clock)) {
            connection.cut("did not answer the close frame");
        } else if (ping) {
            try {
                connection.socket().sendPing();
            } catch (WebsocketNotConnectedException e) {
                // it has just closed
            }
        }
    }
}
