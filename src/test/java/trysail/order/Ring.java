package trysail.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.journal.DeadSessions;
import trysail.journal.Entry;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalStores;
import trysail.model.ClientOrderId;
import trysail.model.Order;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.risk.Approvals;
import trysail.risk.Approved;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Channel;

/** The order loop of one session against a {@link FakeVenue}, as a session wires it. */
final class Ring {
    static final Patience SHORT =
            new Patience(Duration.ofMillis(300), Duration.ofMillis(150), Duration.ofMillis(200), Duration.ofSeconds(3));
    static final String TAG = "k4f9q";

    final HeardNews news = new HeardNews();
    final SessionContext context;
    final Gate gate = new Gate(SessionClock.SYSTEM);
    final Journal journal;
    final AtomicInteger dropped = new AtomicInteger();
    final Header header;
    final WorkingOrders orders;
    final Recovery recovery;
    final OrderLoop loop;
    final OrderIds ids;
    final Channel<Inbound> inbox = Channel.blocking("orders", 256);
    final BlockingQueue<OrderEvent> events = new LinkedBlockingQueue<>();
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final FakeVenue venue;
    private final Thread thread;

    private Ring(Path directory, int number, FakeVenue venue, boolean embedded, Patience patience)
            throws InterruptedException {
        this(directory, number, venue, "http://fake", "acc", embedded, patience);
    }

    private Ring(
            Path directory,
            int number,
            FakeVenue venue,
            String address,
            String account,
            boolean embedded,
            Patience patience)
            throws InterruptedException {
        this.venue = venue;
        context = SessionContext.standalone("paper-" + number);
        header = new Header(
                context.session(),
                number,
                TAG,
                "paper",
                "fake",
                address,
                account,
                embedded,
                Optional.empty(),
                Optional.empty(),
                List.of(FakeVenue.BTC, FakeVenue.ETH));
        journal = Journal.open(context, JournalStores.at(directory), header, in(60_000));
        journal.tap(line -> {
            if (line.entry() instanceof Entry.Dropped) {
                dropped.incrementAndGet();
            }
        });
        var reserved = new ArrayList<ExchangeClient>();
        for (var i = 0; i < 4; i++) {
            reserved.add(venue.client());
        }
        orders = new WorkingOrders(context, journal, gate, header, reserved, this::flatten, patience);
        ids = new OrderIds(TAG, number, 1);
        var dead = new DeadSessions(context, directory, "fake", address, account);
        var client = venue.client();
        recovery = new Recovery(context, dead, client, TAG, number, patience, news);
        loop = new OrderLoop(
                context, gate, client, orders, recovery, header.instruments(), inbox, events::add, patience);
        thread = context.startVirtual("order-loop", this::run);
    }

    static Ring start(Path directory, int number, FakeVenue venue) throws InterruptedException {
        return new Ring(directory, number, venue, false, SHORT);
    }

    static Ring start(Path directory, int number, FakeVenue venue, boolean embedded) throws InterruptedException {
        return new Ring(directory, number, venue, embedded, SHORT);
    }

    /** One whose venue is spelt so, with a key of this account. */
    static Ring start(Path directory, int number, FakeVenue venue, String address, String account)
            throws InterruptedException {
        return new Ring(directory, number, venue, address, account, false, SHORT);
    }

    static Ring ready(Path directory, int number, FakeVenue venue) throws InterruptedException {
        return ready(start(directory, number, venue));
    }

    /** One whose order loop stays in a call that hangs for as long as a test takes. */
    static Ring readyToHang(Path directory, int number, FakeVenue venue) throws InterruptedException {
        var patient = new Patience(Duration.ofMinutes(5), SHORT.arrival(), SHORT.deafness(), SHORT.recovery());
        return ready(new Ring(directory, number, venue, false, patient));
    }

    private static Ring ready(Ring ring) throws InterruptedException {
        ring.await(OrderEvent.Ready.class);
        ring.say(new AccountReport.Connected());
        return ring;
    }

    static Deadline in(long millis) {
        return SessionClock.SYSTEM.deadline(Duration.ofMillis(millis));
    }

    private void run() {
        try {
            loop.run();
        } catch (InterruptedException stopped) {
            // as a stop does
        } catch (Throwable t) {
            failure.set(t);
        }
    }

    private Optional<Approved> flatten(Position position) {
        var side = position.size().signum() > 0 ? Side.SELL : Side.BUY;
        return Optional.of(Approvals.place(new Order(
                ids.get(),
                position.symbol().equals("BTC-USDT") ? FakeVenue.BTC : FakeVenue.ETH,
                side,
                position.size().abs(),
                Terms.market(),
                true)));
    }

    Order order() {
        return new Order(
                ids.get(), FakeVenue.BTC, Side.BUY, new BigDecimal("0.01"), Terms.limit(new BigDecimal("100")), false);
    }

    /** In BTC, by the fills seen. */
    BigDecimal position() {
        return orders.positions()
                .getOrDefault("BTC-USDT", Position.flat("BTC-USDT"))
                .size();
    }

    ClientOrderId place() throws InterruptedException {
        var order = order();
        inbox.put(new Inbound.Act(Approvals.place(order)));
        return order.id();
    }

    ClientOrderId placeAndWait() throws InterruptedException {
        var id = place();
        await(OrderEvent.Accepted.class);
        return id;
    }

    void cancel(ClientOrderId id) throws InterruptedException {
        inbox.put(new Inbound.Act(Approvals.cancel(id)));
    }

    void say(AccountReport report) throws InterruptedException {
        inbox.put(new Inbound.Heard(report));
    }

    /** The next event of this kind; those before it are passed over. */
    <T extends OrderEvent> T await(Class<T> kind) throws InterruptedException {
        var passed = new ArrayList<OrderEvent>();
        for (var deadline = in(60_000); !deadline.expired(); ) {
            var event = events.poll(50, TimeUnit.MILLISECONDS);
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
            if (event != null) {
                passed.add(event);
            }
            if (failure.get() != null) {
                break;
            }
        }
        throw new AssertionError("no " + kind.getSimpleName() + " but " + passed, failure.get());
    }

    /** Shuts the gate, waits for quiet, cancels the task: rungs 0 to 2. What is scripted then is for single orders. */
    void halt() throws InterruptedException {
        venue.onLists(() -> FakeVenue.Fault.NONE);
        gate.shut();
        var unused = gate.awaitQuiet(Duration.ofMillis(100));
        thread.interrupt();
        assertThat(SessionClock.SYSTEM.join(thread, in(60_000))).isTrue();
    }

    Settled stop(OnStop policy, long millis) throws InterruptedException {
        halt();
        return orders.settle(policy, in(millis));
    }

    Settled stop() throws InterruptedException {
        return stop(OnStop.CANCEL, 5_000);
    }

    void close() throws InterruptedException {
        var unused = journal.close("test", in(5_000));
    }

    /** As kill -9 would: the lock is freed, and nothing else is done. */
    void kill() throws InterruptedException {
        thread.interrupt();
        assertThat(SessionClock.SYSTEM.join(thread, in(60_000))).isTrue();
        journal.abandon(in(5_000));
    }
}
