package trysail.simulator.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import trysail.model.Fill;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Side;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * The venue as a witness: every request, connection and order that it saw, in the order it saw them. Bounded: the oldest
 * of what is over is forgotten, and the counters go on. Thread-safe; every answer is a copy.
 */
public final class VenueRecord {
    private static final int MOST_REQUESTS = 10_000;
    private static final int MOST_ORDERS = 50_000;
    private static final int MOST_CONNECTIONS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SessionClock clock;
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private final LinkedHashMap<Long, Receipt> orders = new LinkedHashMap<>();
    private final LinkedHashMap<Long, Line> connections = new LinkedHashMap<>();
    private final Map<String, Map<String, Position>> positions = new TreeMap<>();
    private final List<OrderSeen> abandoned = new ArrayList<>();
    private long requestsEver;
    private long ordersEver;
    private long connectionsEver;

    /** A record on this clock; its nanoseconds are those of every {@code nanos} below. */
    public VenueRecord(SessionClock clock) {
        this.clock = clock;
    }

    /** One HTTP request, noted when it arrived; its query is not kept, for it holds a signature. */
    public record Request(String method, String path, Instant time, long nanos) {}

    /**
     * One order, as it stands now.
     *
     * @param account API key it came with
     * @param symbol in the form {@code BTC-USDT}
     * @param price limit price; zero for a market order
     * @param state empty while it is on its way to the book
     * @param nanos when it arrived, on the record's clock
     */
    public record OrderSeen(
            String account,
            String symbol,
            String clientId,
            Side side,
            BigDecimal price,
            BigDecimal size,
            boolean reduceOnly,
            Optional<OrderState> state,
            List<Fill> fills,
            long nanos) {
        public boolean working() {
            return state.filter(OrderState::working).isPresent();
        }
    }

    /**
     * One WebSocket connection.
     *
     * @param path with its query cut off
     * @param subscriptions in force now, or when it closed
     */
    public record ConnectionSeen(
            long number, String path, Instant opened, Set<String> subscriptions, Optional<Instant> closed) {
        public boolean open() {
            return closed.isEmpty();
        }
    }

    /** The latest requests, oldest first. */
    public List<Request> requests() {
        return locked(() -> List.copyOf(requests));
    }

    /** How many requests there ever were. */
    public long requestsEver() {
        return locked(() -> requestsEver);
    }

    /** Every order received, in order of arrival, those refused among them. */
    public List<OrderSeen> orders() {
        return locked(() -> orders.values().stream().map(Receipt::seen).toList());
    }

    /** How many orders there ever were. */
    public long ordersEver() {
        return locked(() -> ordersEver);
    }

    /** Orders that can still trade, in order of arrival. */
    public List<OrderSeen> workingOrders() {
        return orders().stream().filter(OrderSeen::working).toList();
    }

    /** Orders that still worked when their account was closed, as they were then; at most so many as are remembered. */
    public List<OrderSeen> abandoned() {
        return locked(() -> List.copyOf(abandoned));
    }

    /** Orders that arrived after this moment of the record's clock. */
    public List<OrderSeen> ordersReceivedAfter(long nanos) {
        return orders().stream().filter(o -> o.nanos() - nanos > 0).toList();
    }

    /** Positions of this account that are not flat. */
    public List<Position> positions(String apiKey) {
        return locked(() -> positions.getOrDefault(apiKey, Map.of()).values().stream()
                .filter(p -> !p.isFlat())
                .toList());
    }

    /** WebSocket connections, oldest first, closed ones among them. */
    public List<ConnectionSeen> connections() {
        return locked(() -> connections.values().stream().map(Line::seen).toList());
    }

    /** How many WebSocket connections are open. */
    public int openConnections() {
        return locked(() -> (int)
                connections.values().stream().filter(c -> c.closed == null).count());
    }

    /** How many WebSocket connections there ever were. */
    public long connectionsEver() {
        return locked(() -> connectionsEver);
    }

    /** Waits until the record is as asked; true when it is, false when the deadline came first. */
    public boolean await(Predicate<VenueRecord> asked, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!asked.test(this)) {
                if (deadline.expired()) {
                    return false;
                }
                clock.await(changed, deadline);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an order of which this is true. */
    public boolean awaitOrder(Predicate<OrderSeen> asked, Deadline deadline) throws InterruptedException {
        return await(r -> r.orders().stream().anyMatch(asked), deadline);
    }

    /** Waits until exactly this many orders work. */
    public boolean awaitWorkingOrders(int count, Deadline deadline) throws InterruptedException {
        return await(r -> r.workingOrders().size() == count, deadline);
    }

    /** Waits for a request of this method to this path. */
    public boolean awaitRequest(String method, String path, Deadline deadline) throws InterruptedException {
        return await(
                r -> r.requests().stream()
                        .anyMatch(q -> q.method().equals(method) && q.path().equals(path)),
                deadline);
    }

    /** Waits until exactly this many WebSocket connections are open. */
    public boolean awaitOpenConnections(int count, Deadline deadline) throws InterruptedException {
        return await(r -> r.openConnections() == count, deadline);
    }

    private interface Answer<T> {
        T get();
    }

    private <T> T locked(Answer<T> answer) {
        lock.lock();
        try {
            return answer.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T change(Answer<T> answer) {
        return locked(() -> {
            var result = answer.get();
            changed.signalAll();
            return result;
        });
    }

    public void request(String method, String path) {
        change(() -> {
            requests.addLast(new Request(method, path, clock.now(), clock.nanos()));
            if (requests.size() > MOST_REQUESTS) {
                requests.removeFirst();
            }
            return requestsEver++;
        });
    }

    /** An order has arrived; what becomes of it is told to the result. */
    public Receipt order(OrderSeen seen) {
        return change(() -> {
            forgetOldest(orders, MOST_ORDERS, r -> !r.seen.working());
            var receipt = new Receipt(seen);
            orders.put(ordersEver++, receipt);
            return receipt;
        });
    }

    public void position(String apiKey, Position position) {
        change(() -> positions.computeIfAbsent(apiKey, k -> new TreeMap<>()).put(position.symbol(), position));
    }

    /** A WebSocket connection is open; what becomes of it is told to the result. */
    public Line connection(String path) {
        return change(() -> {
            forgetOldest(connections, MOST_CONNECTIONS, c -> c.closed != null);
            var line = new Line(connectionsEver, path, clock.now());
            connections.put(connectionsEver++, line);
            return line;
        });
    }

    private static <T> void forgetOldest(Map<Long, T> from, int most, Predicate<T> over) {
        if (from.size() >= most) {
            var entries = from.values().iterator();
            while (entries.hasNext()) {
                if (over.test(entries.next())) {
                    entries.remove();
                    return;
                }
            }
        }
    }

    /** One order's entry. */
    public final class Receipt {
        private OrderSeen seen;

        private Receipt(OrderSeen seen) {
            this.seen = seen;
        }

        private OrderSeen seen() {
            return seen;
        }

        /** Its account is closed, which ends it. */
        public void abandoned() {
            change(() -> abandoned.size() < MOST_ORDERS && abandoned.add(seen));
        }

        public void is(OrderState state) {
            is(state, List.of());
        }

        public void is(OrderState state, List<Fill> more) {
            change(() -> {
                var fills = new ArrayList<>(seen.fills());
                fills.addAll(more);
                seen = new OrderSeen(
                        seen.account(),
                        seen.symbol(),
                        seen.clientId(),
                        seen.side(),
                        seen.price(),
                        seen.size(),
                        seen.reduceOnly(),
                        Optional.of(state),
                        List.copyOf(fills),
                        seen.nanos());
                return seen;
            });
        }
    }

    /** One WebSocket connection's entry. */
    public final class Line {
        private final long number;
        private final String path;
        private final Instant opened;
        private final Set<String> subscriptions = new LinkedHashSet<>();
        private @Nullable Instant closed;

        private Line(long number, String path, Instant opened) {
            this.number = number;
            this.path = path;
            this.opened = opened;
        }

        private ConnectionSeen seen() {
            return new ConnectionSeen(number, path, opened, Set.copyOf(subscriptions), Optional.ofNullable(closed));
        }

        public void subscribed(String stream) {
            change(() -> subscriptions.add(stream));
        }

        public void unsubscribed(String stream) {
            change(() -> subscriptions.remove(stream));
        }

        /** Idempotent. */
        public void closed() {
            change(() -> closed = closed == null ? clock.now() : closed);
        }
    }
}
