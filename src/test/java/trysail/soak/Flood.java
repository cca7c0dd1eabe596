package trysail.soak;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeClient;
import trysail.journal.DeadSessions;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalStores;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.order.HeardNews;
import trysail.order.Inbound;
import trysail.order.OnStop;
import trysail.order.OrderIds;
import trysail.order.OrderLoop;
import trysail.order.Patience;
import trysail.order.Recovery;
import trysail.order.WorkingOrders;
import trysail.risk.Approvals;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.network.SimulatedWire;
import trysail.simulator.network.Weather;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.stream.Channel;
import trysail.venue.binance.BinanceVenue;

/**
 * Orders without number (E4) through the order loop of one session, our client and the exchange, over a wire in memory and
 * with a journal on the disk; past risk, which would let 20 a second through. Each rests and is cancelled, one in ten
 * trades. Whatever is kept for an order must be gone when it has ended, or have a cap: the exchange's witness remembers the
 * last 50,000, so looks count from then on.
 */
final class Flood {
    private static final SessionClock CLOCK = SessionClock.SYSTEM;
    private static final Duration GLANCE = Duration.ofMillis(1);
    private static final int WORKING = 64;
    private static final long CAPS = 60_000;
    private static final double EARLY = 0.4;
    /** On a busy machine the private stream is cut now and then; it is to be waited for. */
    private static final Patience PATIENCE = new Patience(
            Patience.USUAL.call(), Patience.USUAL.arrival(), Duration.ofSeconds(60), Patience.USUAL.recovery());

    private final Watch watch;
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean failed;
    private final CountDownLatch ready = new CountDownLatch(1);

    Flood(Watch watch) {
        this.watch = watch;
    }

    /** So many orders, in a session of their own. */
    long run(String name, Budget budget, int looks) throws Exception {
        var journals = watch.begin(name);
        var context = SessionContext.standalone("flood-1");
        var wire = new SimulatedWire(CLOCK, "flood-" + ProcessHandle.current().pid(), Weather.CALM);
        var config = SimulatedExchange.Config.session(new FeedSpec.Synthetic(3), Speed.REAL_TIME, List.of("BTC-USDT"));
        try (var exchange = SimulatedExchange.open(SessionContext.standalone("simulator"), config, wire)) {
            var account = exchange.openAccount(new BigDecimal(10_000_000));
            var keys = Credentials.of(account.key(), account.secret());
            var venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), Optional.of(keys), 1);
            var instrument = exchange.instruments().getFirst();
            var header = new Header(
                    "flood-1",
                    1,
                    "flood",
                    "paper",
                    venue.name(),
                    venue.address(),
                    venue.account(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(instrument));
            var journal = Journal.open(context, JournalStores.at(journals), header, soon());
            var gate = new Gate(CLOCK);
            try (var trading = venue.client();
                    var stop = venue.client();
                    var feed = venue.accountFeed()) {
                var orders = new WorkingOrders(
                        context, journal, gate, header, List.of(stop), p -> Optional.empty(), PATIENCE);
                var inbox = Channel.<Inbound>blocking("inbox", 1_024);
                var dead = new DeadSessions(context, journals, venue.name(), venue.address(), venue.account());
                var loop = new OrderLoop(
                        context,
                        gate,
                        trading,
                        orders,
                        new Recovery(context, dead, trading, "flood", 1, PATIENCE, new HeardNews()),
                        List.of(instrument),
                        inbox,
                        this::heard,
                        PATIENCE);
                var ordering = context.startVirtual("order-loop", () -> interruptible(loop::run));
                var hearing = context.startVirtual(
                        "account", () -> interruptible(() -> feed.run(r -> inbox.put(new Inbound.Heard(r)))));
                if (!ready.await(60, TimeUnit.SECONDS)) {
                    watch.trouble("the order loop was not ready in a minute");
                }
                var done = orders(budget, looks, inbox, orders, instrument, price(stop, instrument));
                gate.shut();
                ordering.interrupt();
                hearing.interrupt();
                ordering.join();
                hearing.join();
                var settled = orders.settle(OnStop.CANCEL, soon());
                if (settled.unknown() > 0 || !settled.troubles().isEmpty()) {
                    watch.trouble(settled.words() + " " + settled.troubles());
                }
                if (!exchange.record().workingOrders().isEmpty()) {
                    watch.trouble(exchange.record().workingOrders().size() + " orders still work at the venue");
                }
                if (exchange.record().ordersEver() != done) {
                    watch.trouble("of " + done + " orders the venue saw "
                            + exchange.record().ordersEver());
                }
                return done;
            } finally {
                var unused = journal.close("flood", soon());
            }
        }
    }

    private long orders(
            Budget budget,
            int looks,
            Channel<Inbound> inbox,
            WorkingOrders orders,
            Instrument instrument,
            BigDecimal far)
            throws InterruptedException {
        var ids = new OrderIds("flood", 1, 1);
        var working = new ArrayDeque<ClientOrderId>();
        var size = instrument.smallestSize(far);
        var done = 0L;
        var looked = 0;
        while (!failed && budget.spent(done, watch.passed()) < 1) {
            var trades = done % 10 == 9;
            var side = done % 20 == 19 ? Side.SELL : Side.BUY;
            var order = trades
                    ? new Order(ids.get(), instrument, side, size, Terms.market(), false)
                    : new Order(ids.get(), instrument, Side.BUY, size, Terms.limit(far), false);
            inbox.put(new Inbound.Act(Approvals.place(order)));
            done++;
            if (!trades) {
                working.add(order.id());
            }
            if (working.size() >= WORKING) {
                inbox.put(new Inbound.Act(Approvals.cancel(working.removeFirst())));
            }
            var spent = budget.spent(done, watch.passed());
            if (spent * looks >= looked + 1) {
                while (!working.isEmpty()) {
                    inbox.put(new Inbound.Act(Approvals.cancel(working.removeFirst())));
                }
                awaitQuiet(done, orders);
                watch.look(done, done > CAPS || spent > EARLY && done < 2 * CAPS);
                looked++;
            }
        }
        return done;
    }

    /** Every order has been answered and has ended. */
    private void awaitQuiet(long done, WorkingOrders orders) throws InterruptedException {
        var soon = soon();
        while (answered.get() < done && !failed && !soon.expired()) {
            CLOCK.sleep(GLANCE);
        }
        if (!orders.awaitNone(soon)) {
            watch.trouble(orders.working() + " orders did not end in time");
        }
    }

    private void heard(OrderEvent event) {
        switch (event) {
            case OrderEvent.Ready r -> ready.countDown();
            case OrderEvent.Accepted a -> answered.incrementAndGet();
            case OrderEvent.Rejected r -> {
                answered.incrementAndGet();
                watch.trouble(r.toString());
            }
            case OrderEvent.NotSent n -> {
                answered.incrementAndGet();
                watch.trouble(n.toString());
            }
            default -> {}
        }
    }

    private static BigDecimal price(ExchangeClient client, Instrument instrument) throws InterruptedException {
        var last = client.bars(instrument, Duration.ofMinutes(1), 1, soon())
                .getLast()
                .close();
        return instrument.roundPrice(last.multiply(new BigDecimal("0.9")), RoundingMode.FLOOR);
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private void interruptible(Task task) {
        try {
            task.run();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (Throwable broken) {
            watch.trouble(broken.toString());
            failed = true;
        }
    }

    private static Deadline soon() {
        return CLOCK.deadline(Duration.ofSeconds(60));
    }
}
