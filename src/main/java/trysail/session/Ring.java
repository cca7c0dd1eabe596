package trysail.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.coordinator.BookView;
import trysail.coordinator.Coordinator;
import trysail.coordinator.CoordinatorView;
import trysail.coordinator.Errand;
import trysail.coordinator.Refusals;
import trysail.coordinator.Tap;
import trysail.exchange.AccountFeed;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.MarketFeed;
import trysail.journal.Entry;
import trysail.journal.Journal;
import trysail.look.Vitals;
import trysail.model.Bar;
import trysail.model.Event;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.OrderEvent;
import trysail.order.Inbound;
import trysail.order.OrderLoop;
import trysail.order.Patience;
import trysail.order.Recovered;
import trysail.order.Recovery;
import trysail.order.WorkingOrders;
import trysail.risk.Denied;
import trysail.risk.LimitUse;
import trysail.risk.Risk;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopReason;
import trysail.scope.Told;
import trysail.session.Outset.Need;
import trysail.strategy.Strategy;
import trysail.strategy.WarmUp;
import trysail.stream.Channel;
import trysail.stream.Sink;
import trysail.words.NotNow;

/**
 * The ring of one session: market feed → coordinator → order loop → venue, and what the venue says of our orders back to
 * the start. Its tasks are forked by the owner; what it shows may be read by anybody.
 */
final class Ring {
    private static final Logger LOG = Logger.getLogger(Ring.class.getName());
    private static final int EVENTS = 16_384;
    private static final int REPORTS = 8_192;
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(20);

    /** What the owner has opened. */
    record Parts(
            Clients clients,
            MarketFeed feed,
            AccountFeed account,
            Journal journal,
            WorkingOrders orders,
            Recovery recovery,
            Risk risk) {}

    private final Channel<Event> events = Channel.conflating("events", EVENTS, Coordinator::conflationKey);
    /** The order loop is ready, and the account stream up: an order that is sent is heard of. */
    private final CountDownLatch answering = new CountDownLatch(2);

    private final Outset outset;
    private final Story story;
    private final Channel<Inbound> inbox;
    private final SessionContext context;
    private final List<Instrument> instruments;
    private volatile Optional<Strategy> strategy;
    private final Parts parts;
    private final Coordinator coordinator;
    private final OrderLoop orderLoop;
    private final Runnable onBeat;
    private final Consumer<AccountReport> onAccount;
    private final Consumer<OrderEvent.Foreign> onForeign;
    private volatile boolean coordinated;
    private volatile Optional<Throwable> warmUpThrew = Optional.empty();
    private volatile Optional<Thread> recovering = Optional.empty();
    private boolean accountUp; // the account task's own

    /**
     * @param outset is told how far it has come
     * @param story is told what the streams say of themselves
     * @param onBeat run at each look of the health task
     * @param onMoved run by the coordinator after quotes and fills
     * @param warnings are told what the session's user has to know
     * @param onAccount is told what the account's stream says; must not wait
     * @param onForeign is told, once it is counted, what changed the account and was no order of ours; must not wait
     */
    Ring(
            SessionContext context,
            Gate gate,
            List<Instrument> instruments,
            Strategy strategy,
            BigDecimal capital,
            Parts parts,
            Outset outset,
            Story story,
            Runnable onBeat,
            Runnable onMoved,
            Consumer<String> warnings,
            Consumer<AccountReport> onAccount,
            Consumer<OrderEvent.Foreign> onForeign) {
        this.onAccount = onAccount;
        this.onForeign = onForeign;
        this.outset = outset;
        this.story = story;
        this.onBeat = onBeat;
        this.context = context;
        this.instruments = instruments;
        this.strategy = Optional.of(strategy);
        this.parts = parts;
        // Reports leave the room that risk's approvals need: else coordinator and order loop could wait for each other.
        inbox = Channel.blocking("inbox", REPORTS + parts.risk().limits().inbox());
        coordinator = new Coordinator(
                events,
                strategy,
                parts.risk(),
                approved -> inbox.put(new Inbound.Act(approved)),
                tap(parts.journal(), onMoved, warnings),
                instruments,
                capital,
                context.clock());
        orderLoop = new OrderLoop(
                context,
                gate,
                parts.clients().trading(),
                parts.orders(),
                parts.recovery(),
                instruments,
                inbox,
                this::tell,
                Patience.USUAL);
    }

    private static Tap tap(Journal journal, Runnable onMoved, Consumer<String> warnings) {
        return new Tap() {
            @Override
            public void denied(Denied denied) throws InterruptedException {
                journal.append(new Entry.Denied(String.valueOf(denied.intent()), denied.rule(), denied.reason()));
            }

            @Override
            public void oddTime(String words) {
                warnings.accept(words);
            }

            @Override
            public void moved() {
                onMoved.run();
            }
        };
    }

    /** Puts the ring to work; a stop says farewell to the venue's streams before the tasks are cancelled. */
    void fork(SessionScope scope) {
        scope.onFarewell(parts.feed()::farewell);
        scope.onFarewell(parts.account()::farewell);
        scope.fork("account", this::runAccount);
        scope.fork("order-loop", this::runOrders);
        scope.fork("feed", this::runFeed);
        scope.fork("coordinator", this::runCoordinator);
        scope.fork("health", this::runHealth);
    }

    private void tell(OrderEvent event) throws InterruptedException {
        events.put(event);
        if (event instanceof OrderEvent.Ready) {
            recovering = Optional.empty();
            outset.has(Need.POSITIONS);
            outset.waits(Need.STREAMS);
            answering.countDown();
        }
        if (event instanceof OrderEvent.Foreign foreign) {
            onForeign.accept(foreign);
        }
    }

    private Optional<StopReason> runAccount() throws InterruptedException {
        var reports = inbox.upTo(REPORTS);
        outset.waits(Need.ACCOUNT);
        parts.account().run(report -> {
            reports.put(new Inbound.Heard(report));
            onAccount.accept(report);
            story.streams().account(report);
            accountUp = accountUp || comesUp(report);
        });
        return Optional.of(ended("account"));
    }

    /** Whether the account stream, which has not been up before, is so now. */
    private boolean comesUp(AccountReport report) {
        return switch (report) {
            case AccountReport.Connected up -> {
                outset.has(Need.ACCOUNT);
                answering.countDown();
                yield true;
            }
            case AccountReport.Lost lost -> {
                outset.keptFrom(Need.ACCOUNT, new ExchangeException.Unreachable(lost.reason(), null));
                yield false;
            }
            case AccountReport.OrderChanged changed -> false;
            case AccountReport.Moved moved -> false;
        };
    }

    private Optional<StopReason> runOrders() throws InterruptedException {
        recovering = Optional.of(Thread.currentThread());
        warmUp(parts.clients().trading());
        outset.waits(Need.POSITIONS);
        orderLoop.run();
        return Optional.of(ended("order-loop"));
    }

    /** The history that the strategy asks for, before anything of the present. */
    private void warmUp(ExchangeClient history) throws InterruptedException {
        Past past = (instrument, frame, bars) ->
                outset.insist(Need.HISTORY, deadline -> history.bars(instrument, frame, bars, deadline));
        var asks = strategy;
        if (asks.isPresent()) {
            history(asks.get(), past, events);
        }
    }

    /** The history that another strategy asks for, all of it by the deadline. */
    List<Bar> history(Strategy other, ExchangeClient client, Deadline deadline) throws InterruptedException {
        var bars = new ArrayList<Bar>();
        history(
                other,
                (instrument, frame, most) -> client.bars(instrument, frame, most, deadline.within(CALL)),
                bars::add);
        return bars;
    }

    /** Where bars of the past come from. */
    private interface Past {
        List<Bar> bars(Instrument instrument, Duration frame, int most) throws InterruptedException;
    }

    private void history(Strategy asks, Past past, Sink<? super Bar> into) throws InterruptedException {
        for (var wanted : wishes(asks)) {
            for (var instrument : instruments) {
                for (var bar : past.bars(instrument, wanted.frame(), wanted.bars() + 1)) {
                    into.put(bar);
                }
            }
        }
    }

    private List<WarmUp> wishes(Strategy asks) {
        try {
            return asks.warmUp();
        } catch (RuntimeException | Error e) {
            warmUpThrew = Optional.of(e);
            throw e;
        }
    }

    /** Has the coordinator do this; false when its line stays full until the deadline. */
    boolean tell(Errand errand, Deadline deadline) throws InterruptedException {
        while (!events.tryPut(errand)) {
            if (deadline.expired()) {
                return false;
            }
            context.clock().sleep(GLANCE);
        }
        return true;
    }

    /** Has the order loop take this in; false when too much waits there already. */
    boolean tell(Inbound news) {
        return inbox.tryPut(news, REPORTS);
    }

    /** A recording begins to play when its streams are subscribed: not before orders can answer it. */
    private Optional<StopReason> runFeed() throws InterruptedException {
        answering.await();
        parts.feed().onSubscribed(outset::runs);
        parts.feed().run(event -> {
            if (event instanceof FeedNotice notice) {
                heed(notice);
            }
            events.put(event);
        });
        events.end(new Channel.End.Done());
        return Optional.empty(); // the coordinator ends the session, once it has seen the last event
    }

    private void heed(FeedNotice notice) {
        story.streams().notice(notice);
        outset.noticed(notice);
        switch (notice.kind()) {
            case LOST -> outset.keptFrom(Need.STREAMS, new ExchangeException.Unreachable(notice.detail(), null));
            case LIVE, GAP, CROSSED -> {}
        }
    }

    private Optional<StopReason> runCoordinator() throws InterruptedException {
        try {
            coordinator.run();
        } finally {
            coordinated = true;
        }
        return Optional.of(new StopReason.FeedEnded());
    }

    /** Watches what nobody waits for. */
    private Optional<StopReason> runHealth() throws InterruptedException {
        var silent = false;
        while (true) {
            onBeat.run();
            context.clock().sleep(BEAT);
            var broken = parts.journal().failure();
            if (broken.isPresent()) {
                throw broken.get();
            }
            var age = coordinator.view().dataAge();
            var now =
                    age.isPresent() && age.get().compareTo(parts.risk().limits().maxDataAge()) > 0;
            if (now != silent) {
                silent = now;
                LOG.log(Level.INFO, now ? "no market data for {0}: no entries" : "market data again", age.get());
            }
        }
    }

    private static StopReason ended(String task) {
        return new StopReason.Failed(new IllegalStateException("task " + task + " ended by itself"));
    }

    /** The session that died whose recovery was begun and not finished. */
    Optional<String> unfinishedRecovery() {
        return parts.recovery().unfinished();
    }

    /** The task that everything waits for until it is done: it warms up and recovers. */
    Optional<Thread> recovering() {
        return recovering.filter(Thread::isAlive);
    }

    /** What recovery found of sessions that died, once it is done. */
    Optional<Recovered> recovered() {
        return parts.recovery().result();
    }

    /** How full the queues between the tasks are. */
    List<Vitals.Queue> queues() {
        return List.of(queue(events), queue(inbox));
    }

    private static Vitals.Queue queue(Channel<?> channel) {
        var seen = channel.counters();
        return new Vitals.Queue(channel.name(), seen.waiting(), channel.capacity(), seen.conflated());
    }

    /** What a thread waits for that is parked on an object of the ring's. */
    Optional<String> waitedFor(Object blocker) {
        return events.waitedFor(blocker).or(() -> inbox.waitedFor(blocker));
    }

    /**
     * A copy of a book, made by the coordinator between two events; by the caller once the coordinator has ended.
     *
     * @throws NotNow when it does not come to it within a second
     */
    BookView book(Instrument instrument, int depth) throws InterruptedException {
        var done = new CompletableFuture<BookView>();
        return look(
                "book of " + instrument,
                new Errand.ShowBook(instrument, depth, done),
                done,
                () -> coordinator.show(instrument, depth));
    }

    /** What of each risk limit is used, told in the same way. */
    List<LimitUse> limits() throws InterruptedException {
        var done = new CompletableFuture<List<LimitUse>>();
        return look("risk", new Errand.ShowLimits(done), done, coordinator::limits);
    }

    /** Whether the coordinator comes to what it is asked, within a second, and the order loop has not given up. */
    boolean answers() throws InterruptedException {
        try {
            return !coordinated && !limits().isEmpty();
        } catch (NotNow e) {
            return false;
        }
    }

    /** How many intents each rule has denied, and why the latest. */
    Map<String, Refusals.OfRule> denials() {
        return coordinator.denials();
    }

    /** What the strategy threw, when that ended the session. */
    Optional<Throwable> thrown() {
        return coordinator.thrown().or(() -> warmUpThrew);
    }

    private <T> T look(String what, Errand asked, CompletableFuture<T> done, Supplier<T> after)
            throws InterruptedException {
        var deadline = context.clock().deadline(LOOK);
        var given = false;
        while (!deadline.expired()) {
            if (coordinated) {
                return after.get();
            }
            given = given || events.tryPut(asked);
            if (context.clock().await(done, deadline.within(GLANCE))) {
                return shown(what, done);
            } // else it may have ended meanwhile, or there is room by now
        }
        throw new NotNow(what + ": the coordinator did not come to it within a second");
    }

    private static <T> T shown(String what, CompletableFuture<T> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new NotNow(what + ": " + Told.line(e), e);
        }
    }

    CoordinatorView view() {
        return coordinator.view();
    }

    /** Memory is out, and the strategy may be what holds it: nothing here has it any more. */
    void letGoOfStrategy() {
        strategy = Optional.empty();
        coordinator.letGoOfStrategy();
    }
}
