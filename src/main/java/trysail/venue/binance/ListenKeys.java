package trysail.venue.binance;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import trysail.feed.Ticket;
import trysail.scope.Deadline;

/**
 * Listen keys, each of which opens the account's stream for an hour and again for an hour when kept alive: over a client
 * of their own, which the stream and the keeper of its key may call at the same time. A key is a secret and appears
 * nowhere.
 *
 * <p>There is no call to delete a key: the venue gives all programs of an account the same one, so that deleting ours
 * would silence theirs. A key nobody keeps alive ends by itself.
 */
final class ListenKeys implements Ticket.Office {
    static final Duration RENEWAL = Duration.ofMinutes(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final BinanceClient client;
    private final URI origin;
    private final Duration renewal;
    /** Counts refusals: each leads to the next place where the stream may be. The stream's own thread. */
    private int refusals;

    ListenKeys(BinanceClient client, URI origin, Duration renewal) {
        this.client = client;
        this.origin = origin;
        this.renewal = renewal;
    }

    @Override
    public Ticket next(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var places = BinanceStreams.account(origin, client.createListenKey(deadline));
            return new ListenKey(places.get(refusals % places.size()));
        } finally {
            lock.unlock();
        }
    }

    private final class ListenKey implements Ticket {
        private final URI address;

        private ListenKey(URI address) {
            this.address = address;
        }

        @Override
        public URI address() {
            return address;
        }

        @Override
        public Optional<Duration> renewal() {
            return Optional.of(renewal);
        }

        @Override
        public void keepAlive(Deadline deadline) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                client.keepListenKeyAlive(deadline);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void refused() {
            refusals++;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
