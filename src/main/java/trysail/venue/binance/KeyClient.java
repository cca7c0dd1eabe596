package trysail.venue.binance;

import java.util.concurrent.locks.ReentrantLock;
import trysail.scope.Deadline;

/** The listen keys of one stream, over a client of their own. The stream and its keeper may call at the same time. */
final class KeyClient implements ListenKeys, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final BinanceClient client;

    KeyClient(BinanceClient client) {
        this.client = client;
    }

    @Override
    public String create(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return client.create(deadline);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void keepAlive(String key, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            client.keepAlive(key, deadline);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
