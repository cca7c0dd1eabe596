package trysail.feed;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import trysail.scope.Deadline;

/**
 * What opens one connection of a stream. Some venues need none but an address; some give a key for it that must be kept
 * alive, or a token and the address of the day. A ticket that ends by itself ends with its connection: the next one has
 * its own. The address may hold a secret, and is shown nowhere but for its host.
 */
public interface Ticket {
    URI address();

    /** How often it must be kept alive; empty when it need not be. */
    default Optional<Duration> renewal() {
        return Optional.empty();
    }

    /**
     * Makes it valid for as long again, on a thread of the stream's own; may throw any {@link
     * trysail.exchange.ExchangeException}. One that says no ends the connection, any other is tried again next time.
     */
    default void keepAlive(Deadline deadline) throws InterruptedException {}

    /** The venue refused the upgrade: its next ticket may lead elsewhere. On the stream's own thread. */
    default void refused() {}

    /** Where tickets come from: one for each connection. */
    interface Office extends AutoCloseable {
        /** A ticket for the next connection; may throw any {@link trysail.exchange.ExchangeException}. */
        Ticket next(Deadline deadline) throws InterruptedException;

        /** Cuts a call that is still running. Idempotent, any thread, never blocks. */
        @Override
        void close();
    }

    /** The same address for each connection, open to everybody. */
    static Office open(URI address) {
        Ticket ticket = () -> address;
        return new Office() {
            @Override
            public Ticket next(Deadline deadline) {
                return ticket;
            }

            @Override
            public void close() {}
        };
    }
}
