package trysail.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.exchange.ExchangeException;
import trysail.scope.SessionContext;
import trysail.wire.ws.Backoff;
import trysail.wire.ws.Reconnect;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsEnd;
import trysail.wire.ws.WsListener;

/**
 * The life of a stream: a ticket, a connection, a pause, and again. The task that calls {@link #run} is the reader and,
 * between connections, the one who waits and connects again: there cannot be two connections at once.
 */
final class StreamLife {
    private static final Duration TICKET_CALL = Duration.ofSeconds(5);

    /** Whose stream it is. Called by the task that runs it. */
    interface Owner {
        /** Takes what comes on the next connection. */
        WsListener listener();

        /** A connection is over; true when there is to be no other. */
        boolean over(Ticket ticket, WsEnd end) throws InterruptedException;

        /** There was no ticket to be had, for this reason; the next try comes by itself. */
        void noTicket(String reason) throws InterruptedException;
    }

    private final SessionContext ctx;
    private final StreamSettings settings;
    private final Ticket.Office tickets;
    private final Reconnect reconnect;

    StreamLife(SessionContext ctx, StreamSettings settings, Ticket.Office tickets) {
        this.ctx = ctx;
        this.settings = settings;
        this.tickets = tickets;
        reconnect = new Reconnect(ctx.clock());
    }

    /** A stream runs once. */
    void begin() {
        reconnect.begin(settings.name());
    }

    /**
     * Connects again and again, until its owner says that it is over.
     *
     * @throws InterruptedException when interrupted or closed
     * @throws ExchangeException when the venue gives no ticket and never will
     */
    void run(Backoff backoff, Owner owner) throws InterruptedException {
        while (reconnect.pause(backoff.next())) {
            var ticket = ticket(owner);
            if (ticket.isPresent() && connectOnce(ticket.get(), owner)) {
                return;
            }
        }
        throw new InterruptedException(settings.name() + " was closed");
    }

    private Optional<Ticket> ticket(Owner owner) throws InterruptedException {
        try {
            return Optional.of(tickets.next(ctx.clock().deadline(TICKET_CALL)));
        } catch (ExchangeException.RateLimited later) {
            owner.noTicket(String.valueOf(later.getMessage()));
            reconnect.pause(later.after());
        } catch (ExchangeException.Unreachable | ExchangeException.OutcomeUnknown again) {
            owner.noTicket(String.valueOf(again.getMessage()));
        }
        return Optional.empty();
    }

    private boolean connectOnce(Ticket ticket, Owner owner) throws InterruptedException {
        var connection = new WsConnection(
                ctx, settings.name(), ticket.address(), settings.limits(), settings.tls(), owner.listener());
        var keeper = ticket.renewal()
                .map(every -> ctx.startVirtual(settings.name() + " key", () -> keep(ticket, every, connection)));
        try {
            var end = reconnect.run(connection);
            if (end.refused()) {
                ticket.refused();
            }
            return owner.over(ticket, end);
        } finally {
            keeper.ifPresent(this::end);
        }
    }

    /** One ticket at a time: the next one is asked for only when nobody keeps the last one alive. */
    private void end(Thread keeper) {
        var interrupted = Thread.interrupted();
        keeper.interrupt();
        try {
            ctx.clock().join(keeper, ctx.clock().deadline(settings.limits().close()));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A ticket that cannot be kept alive is replaced, with its connection. */
    private void keep(Ticket ticket, Duration every, WsConnection connection) {
        try {
            while (true) {
                ctx.clock().sleep(every);
                try {
                    ticket.keepAlive(ctx.clock().deadline(TICKET_CALL));
                } catch (ExchangeException.Refused | ExchangeException.Unauthenticated no) {
                    connection.cut("its key is not valid any more");
                    return;
                } catch (ExchangeException later) {
                    // it is valid for as long again: the next round is early enough
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean closed() {
        return reconnect.closed();
    }

    /** Cuts the connection there is and skips the pause. Never blocks. */
    void again() {
        reconnect.again("cut to connect again");
    }

    /** Cuts the connection there is; what comes then is decided by its owner. Never blocks. */
    void cut(String reason) {
        reconnect.current().ifPresent(connection -> connection.cut(reason));
    }

    /** Says the last words and a close frame without waiting for answers. Never blocks. */
    void farewell(List<String> lastWords) {
        reconnect.current().ifPresent(connection -> connection.farewell(lastWords));
    }

    /** Lets no further connection begin and closes the one there is. Idempotent, bounded. */
    void close() throws InterruptedException {
        try (tickets) {
            reconnect.close();
        }
    }
}
