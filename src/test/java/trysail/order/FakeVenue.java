package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Listed;
import trysail.model.Balance;
import trysail.model.Bar;
import trysail.model.ClientOrderId;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * A venue in memory that does what it is told to do wrong, and remembers everything: the tests' witness. Its faults are
 * data, used up one a call. Thread-safe.
 */
final class FakeVenue {
    /** What goes wrong with one call. */
    enum Fault {
        NONE,
        /** Done, and the answer lost. */
        LOSE_REPLY,
        /** Never arrived, and nobody can know. */
        LOSE_REQUEST,
        UNREACHABLE,
        RATE_LIMIT,
        REFUSE,
        /** Done, then silence until interrupted or until the deadline. */
        HANG_AFTER,
        /** Silence until interrupted, healed or until the deadline; never done. */
        HANG_BEFORE,
        /** What works on this order fills just before the call takes effect. */
        FILL_FIRST,
        /** Half of it does. */
        FILL_HALF_FIRST
    }

    static final Instrument BTC = instrument("BTC-USDT");
    static final Instrument ETH = instrument("ETH-USDT");

    private final Map<String, VenueOrder> orders = new LinkedHashMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private final Map<String, Integer> placed = new TreeMap<>();
    private final List<String> touched = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private volatile int healed;
    private Supplier<Fault> otherwise = () -> Fault.NONE;
    private Optional<Supplier<Fault>> onLists = Optional.empty();
    private int mostCancelled = 1;
    private final Map<String, BigDecimal> prices = new TreeMap<>();
    private String feeAsset = "USDT";
    private int pricesAsked;
    private int calls;
    private int unlisted;
    private int clients;
    private int numbers;

    private static Instrument instrument(String symbol) {
        return new Instrument(
                symbol, new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), BigDecimal.ZERO);
    }

    /** From now on fees are taken in this. */
    synchronized void feesIn(String asset) {
        feeAsset = asset;
    }

    /** From now on the venue lists this pair, at this price; without a price it does not. */
    synchronized void price(String pair, Optional<String> price) {
        price.ifPresentOrElse(p -> prices.put(pair, new BigDecimal(p)), () -> prices.remove(pair));
    }

    synchronized int pricesAsked() {
        return pricesAsked;
    }

    synchronized void script(Fault... next) {
        faults.addAll(List.of(next));
    }

    synchronized void otherwise(Supplier<Fault> fault) {
        otherwise = fault;
    }

    /** From now on this goes wrong with what lists orders and trades, and nothing of the script. */
    synchronized void onLists(Supplier<Fault> fault) {
        onLists = Optional.of(fault);
    }

    /** From now on one call ends so many orders of one instrument. */
    synchronized void cancelsTogether(int most) {
        mostCancelled = most;
    }

    synchronized void heal() {
        onLists = Optional.empty();
        faults.clear();
        otherwise = () -> Fault.NONE;
        healed = healed + 1;
    }

    /** So many times fills are asked for and none is listed yet. */
    synchronized void listLate(int times) {
        unlisted = times;
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int clients() {
        return clients;
    }

    /** Client ids of the orders that work. */
    synchronized List<String> working() {
        return orders.values().stream()
                .filter(o -> o.state().working())
                .map(VenueOrder::clientId)
                .toList();
    }

    synchronized Optional<VenueOrder> order(Object clientId) {
        return Optional.ofNullable(orders.get(clientId.toString()));
    }

    synchronized List<VenueOrder> all() {
        return List.copyOf(orders.values());
    }

    synchronized List<Fill> fills() {
        return List.copyOf(fills);
    }

    /** How many times an order of this id arrived. */
    synchronized Map<String, Integer> placed() {
        return new TreeMap<>(placed);
    }

    /** Ids of orders somebody tried to cancel. */
    synchronized List<String> touched() {
        return List.copyOf(touched);
    }

    /** An order of somebody else, or of a former life. */
    synchronized void put(String clientId, Instrument instrument, String size) {
        accept(clientId, instrument, Side.BUY, new BigDecimal(size), new BigDecimal("100"));
    }

    synchronized AccountReport fill(Object clientId, String size) {
        var before = order(clientId).orElseThrow();
        var amount = new BigDecimal(size).min(before.size().subtract(before.filled()));
        var filled = before.filled().add(amount);
        var state = filled.compareTo(before.size()) == 0 ? OrderState.FILLED : OrderState.PARTIALLY_FILLED;
        var fill = new Fill(
                before.symbol(),
                before.venueId(),
                "t" + ++numbers,
                before.side(),
                new BigDecimal("100"),
                amount,
                Fee.of(new BigDecimal("0.01"), feeAsset, before.symbol(), new BigDecimal("100")),
                true,
                now());
        fills.add(fill);
        return new AccountReport.OrderChanged(change(before, filled, state), Optional.of(fill));
    }

    private VenueOrder change(VenueOrder before, BigDecimal filled, OrderState state) {
        var after = new VenueOrder(
                before.clientId(),
                before.venueId(),
                before.symbol(),
                before.side(),
                before.price(),
                before.size(),
                filled,
                state,
                now());
        orders.put(before.clientId(), after);
        return after;
    }

    private VenueOrder accept(String id, Instrument instrument, Side side, BigDecimal size, BigDecimal price) {
        var order = new VenueOrder(
                id,
                String.valueOf(++numbers),
                instrument.symbol(),
                side,
                price,
                size,
                BigDecimal.ZERO,
                OrderState.NEW,
                now());
        orders.put(id, order);
        return order;
    }

    synchronized Map<String, BigDecimal> net() {
        var net = new TreeMap<String, BigDecimal>();
        fills.forEach(f -> net.merge(f.symbol(), f.side().signed(f.size()), BigDecimal::add));
        net.values().removeIf(v -> v.signum() == 0);
        return net;
    }

    private static Instant now() {
        return SessionClock.SYSTEM.now();
    }

    synchronized ExchangeClient client() {
        clients++;
        return new Client();
    }

    private synchronized boolean isUnlisted() {
        return unlisted > 0 && unlisted-- > 0;
    }

    private synchronized Fault next() {
        calls++;
        var scripted = faults.pollFirst();
        return scripted == null ? otherwise.get() : scripted;
    }

    private synchronized Fault nextOnLists() {
        if (onLists.isEmpty()) {
            return next();
        }
        calls++;
        var otherWise = otherwise.get();
        return otherWise == Fault.NONE ? onLists.get().get() : otherWise;
    }

    private interface Act<T> {
        T run();
    }

    private final class Client implements ExchangeClient {
        private <T> T list(Deadline deadline, Act<T> act) throws InterruptedException {
            return call(nextOnLists(), false, Optional.empty(), deadline, act);
        }

        private <T> T call(boolean changes, Optional<ClientOrderId> id, Deadline deadline, Act<T> act)
                throws InterruptedException {
            return call(next(), changes, id, deadline, act);
        }

        private <T> T call(Fault fault, boolean changes, Optional<ClientOrderId> id, Deadline deadline, Act<T> act)
                throws InterruptedException {
            switch (fault) {
                case LOSE_REQUEST -> throw unknown(changes, "request lost");
                case UNREACHABLE -> throw new ExchangeException.Unreachable("connection refused", null);
                case RATE_LIMIT -> throw new ExchangeException.RateLimited("slow down", Duration.ofMillis(5), null);
                case REFUSE -> throw new ExchangeException.Refused("-1", "no", null);
                case HANG_BEFORE -> hang(deadline);
                case FILL_FIRST -> id.ifPresent(i -> fillFirst(i, 1));
                case FILL_HALF_FIRST -> id.ifPresent(i -> fillFirst(i, 2));
                default -> {}
            }
            T result;
            synchronized (FakeVenue.this) {
                result = act.run();
            }
            if (fault == Fault.HANG_AFTER) {
                hang(deadline);
            }
            if (fault == Fault.LOSE_REPLY) {
                throw unknown(changes, "reply lost");
            }
            return result;
        }

        private void fillFirst(ClientOrderId id, int part) {
            var order = order(id);
            if (order.isPresent() && order.get().state().working()) {
                var size = order.get().size().divide(BigDecimal.valueOf(part));
                fill(id, size.toPlainString());
            }
        }

        private ExchangeException unknown(boolean changes, String what) {
            return changes
                    ? new ExchangeException.OutcomeUnknown(what, null)
                    : new ExchangeException.Unreachable(what, null);
        }

        private void hang(Deadline deadline) throws InterruptedException {
            var healings = healed;
            while (!deadline.expired() && healings == healed) {
                SessionClock.SYSTEM.sleep(Duration.ofMillis(1));
            }
            throw new ExchangeException.OutcomeUnknown("no answer", null);
        }

        @Override
        public VenueOrder place(Order order, Deadline deadline) throws InterruptedException {
            return call(true, Optional.empty(), deadline, () -> {
                var id = order.id().toString();
                placed.merge(id, 1, Integer::sum);
                if (orders.containsKey(id)) {
                    throw new ExchangeException.Refused("-4116", "duplicate", null);
                }
                var price = order.terms() instanceof Terms.Limit l ? l.price() : new BigDecimal("100");
                var taken = accept(id, order.instrument(), order.side(), order.size(), price);
                if (order.terms() instanceof Terms.Market) {
                    fill(id, order.size().toPlainString());
                    return order(id).orElseThrow();
                }
                return taken;
            });
        }

        @Override
        public Optional<VenueOrder> cancel(Instrument instrument, ClientOrderId id, Deadline deadline)
                throws InterruptedException {
            return call(true, Optional.of(id), deadline, () -> {
                touched.add(id.toString());
                return order(id).filter(o -> o.state().working()).map(o -> change(o, o.filled(), OrderState.CANCELLED));
            });
        }

        @Override
        public int mostCancelled() {
            return mostCancelled;
        }

        @Override
        public Map<ClientOrderId, VenueOrder> cancelSeveral(
                Instrument instrument, List<ClientOrderId> ids, Deadline deadline) throws InterruptedException {
            assertThat(ids).hasSizeLessThanOrEqualTo(mostCancelled);
            return call(true, Optional.of(ids.getFirst()), deadline, () -> {
                var ended = new LinkedHashMap<ClientOrderId, VenueOrder>();
                for (var id : ids) {
                    touched.add(id.toString());
                    order(id)
                            .filter(o -> o.state().working() && o.symbol().equals(instrument.symbol()))
                            .ifPresent(o -> ended.put(id, change(o, o.filled(), OrderState.CANCELLED)));
                }
                return ended;
            });
        }

        @Override
        public Optional<VenueOrder> find(Instrument instrument, ClientOrderId id, Deadline deadline)
                throws InterruptedException {
            return call(false, Optional.empty(), deadline, () -> order(id));
        }

        @Override
        public List<VenueOrder> workingOrders(Deadline deadline) throws InterruptedException {
            return list(
                    deadline,
                    () -> orders.values().stream()
                            .filter(o -> o.state().working())
                            .toList());
        }

        @Override
        public List<Fill> fills(Instrument instrument, Instant since, Deadline deadline) throws InterruptedException {
            var late = isUnlisted();
            return list(
                    deadline,
                    () -> fills.stream()
                            .filter(f -> !late
                                    && f.symbol().equals(instrument.symbol())
                                    && !f.time().isBefore(since))
                            .toList());
        }

        @Override
        public List<Position> positions(Deadline deadline) throws InterruptedException {
            return call(
                    false,
                    Optional.empty(),
                    deadline,
                    () -> net().entrySet().stream()
                            .map(e -> new Position(
                                    e.getKey(), e.getValue(), new BigDecimal("100"), BigDecimal.ZERO, BigDecimal.ZERO))
                            .toList());
        }

        @Override
        public Listed listing(Deadline deadline) {
            return Listed.of(List.of(BTC, ETH));
        }

        @Override
        public Optional<BigDecimal> price(String base, String quote, Deadline deadline) throws InterruptedException {
            return call(false, Optional.empty(), deadline, () -> {
                pricesAsked++;
                return Optional.ofNullable(prices.get(base + "-" + quote));
            });
        }

        @Override
        public Duration clockOffset(Deadline deadline) {
            return Duration.ZERO;
        }

        @Override
        public Balance balance(String asset, Deadline deadline) {
            return new Balance(asset, BigDecimal.TEN, BigDecimal.TEN);
        }

        @Override
        public List<Bar> bars(Instrument instrument, Duration frame, int count, Deadline deadline) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
