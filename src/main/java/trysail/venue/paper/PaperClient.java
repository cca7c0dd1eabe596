package trysail.venue.paper;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.exchange.Venue;
import trysail.matching.Latency;
import trysail.model.Balance;
import trysail.model.Bar;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * Orders on paper, history from the real venue. Placing and cancelling take as long as the latency says; an order cut on
 * its way never arrives, so that a fate is never unknown here.
 */
final class PaperClient implements ExchangeClient {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PaperMarket market;
    private final Venue venue;
    private final Latency latency;
    private final SessionClock clock;
    private @Nullable ExchangeClient real;
    private boolean closed;

    PaperClient(PaperMarket market, Venue venue, Latency latency, SessionClock clock) {
        this.market = market;
        this.venue = venue;
        this.latency = latency;
        this.clock = clock;
    }

    @Override
    public Listed listing(Deadline deadline) throws InterruptedException {
        return real().listing(deadline);
    }

    @Override
    public Duration clockOffset(Deadline deadline) throws InterruptedException {
        return real().clockOffset(deadline);
    }

    @Override
    public Optional<BigDecimal> price(String base, String quote, Deadline deadline) throws InterruptedException {
        return real().price(base, quote, deadline);
    }

    @Override
    public List<Bar> bars(Instrument instrument, Duration frame, int count, Deadline deadline)
            throws InterruptedException {
        return real().bars(instrument, frame, count, deadline);
    }

    @Override
    public VenueOrder place(Order order, Deadline deadline) throws InterruptedException {
        travel("placing order " + order.id(), deadline);
        return market.place(order);
    }

    @Override
    public Optional<VenueOrder> cancel(Instrument instrument, ClientOrderId id, Deadline deadline)
            throws InterruptedException {
        travel("cancelling order " + id, deadline);
        return market.cancel(instrument, id);
    }

    @Override
    public Optional<VenueOrder> find(Instrument instrument, ClientOrderId id, Deadline deadline) {
        return market.find(instrument, id);
    }

    @Override
    public List<VenueOrder> workingOrders(Deadline deadline) {
        return market.workingOrders();
    }

    @Override
    public List<Fill> fills(Instrument instrument, Instant since, Deadline deadline) {
        return market.fills(instrument, since);
    }

    @Override
    public List<Position> positions(Deadline deadline) {
        return market.positions();
    }

    @Override
    public Balance balance(String asset, Deadline deadline) {
        return market.balance(asset);
    }

    private void travel(String what, Deadline deadline) throws InterruptedException {
        var arrival = deadline.within(latency.next());
        lock.lockInterruptibly();
        try {
            while (!closed && !arrival.expired()) {
                clock.await(changed, arrival);
            }
            if (closed || deadline.expired()) {
                throw new ExchangeException.Unreachable(
                        what + " did not arrive: " + (closed ? "the client is closed" : "no time left"), null);
            }
        } finally {
            lock.unlock();
        }
    }

    private ExchangeClient real() {
        lock.lock();
        try {
            if (closed) {
                throw new ExchangeException.Unreachable("the client is closed", null);
            }
            if (real == null) {
                real = venue.client();
            }
            return real;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (real != null) {
                real.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
