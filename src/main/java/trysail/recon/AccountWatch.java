package trysail.recon;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.JournalState;
import trysail.model.Instrument;
import trysail.model.OrderEvent;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.order.Inbound;
import trysail.order.WorkingOrders;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.Told;
import trysail.stream.Channel;

/**
 * Holds a session's account against the venue's as long as the session lives: at its beginning, after each connect of the
 * account's stream, when that stream tells of something we do not know, and every few seconds in between, since it may tell
 * of nothing. One task of the session; {@link #heard} is for the one that reads the stream.
 */
public final class AccountWatch {
    private static final Logger LOG = Logger.getLogger(AccountWatch.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(8);
    private static final Duration CALL = Duration.ofSeconds(5);
    /** What the stream tells in two messages comes within this, as a rule. */
    private static final Duration TOLD = Duration.ofMillis(250);

    /** Between two looks that the stream has asked for: where our own fills come thick, the venue is not asked at each. */
    private static final Duration SELDOM = Duration.ofSeconds(2);

    private final SessionClock clock;
    private final ExchangeClient client;
    private final WorkingOrders orders;
    private final Predicate<Inbound> orderLoop;
    private final Consumer<String> lost;
    private final Comparison comparison;
    private final Channel<Boolean> prompts = Channel.conflating("account-news", 2, Optional::of);
    /** By symbol: the size that the stream told last. */
    private final Map<String, BigDecimal> told = new ConcurrentHashMap<>();

    /**
     * @param client for this use alone; the caller closes it
     * @param instruments those the session trades
     * @param orderLoop takes what was found; false when it has no room: it is found again
     * @param lost is told, in words, what of our own orders the stream had not told; must not wait
     */
    public AccountWatch(
            SessionClock clock,
            ExchangeClient client,
            WorkingOrders orders,
            List<Instrument> instruments,
            Predicate<Inbound> orderLoop,
            Consumer<String> lost) {
        this.lost = lost;
        this.clock = clock;
        this.client = client;
        this.orders = orders;
        this.orderLoop = orderLoop;
        comparison = new Comparison(clock, orders, instruments);
    }

    /** What the account's stream says. Never waits. */
    public void heard(AccountReport report) {
        switch (report) {
            case AccountReport.Connected up -> prompt();
            case AccountReport.Lost lost -> {}
            case AccountReport.OrderChanged
                    changed -> {} // ours are the order loop's; others move a position or nothing
            case AccountReport.Moved moved -> {
                moved.positions().forEach(p -> told.put(p.symbol(), p.size()));
                if (moved.paid()) {
                    comparison.paymentTold();
                    prompt();
                } else if (differs()) {
                    var unused = prompts.tryPut(false);
                }
            }
        }
    }

    private void prompt() {
        var unused = prompts.tryPut(true);
    }

    private boolean differs() {
        return told.entrySet().stream()
                .anyMatch(e -> orders.look(s -> s.position(e.getKey())).size().compareTo(e.getValue()) != 0);
    }

    /** Until it is interrupted. Begins once the order loop has told what the account holds. */
    public void run() throws InterruptedException {
        var news = new ArrayList<Boolean>();
        var next = clock.deadline(Duration.ZERO);
        var prompted = clock.deadline(Duration.ZERO);
        while (true) {
            var unused = prompts.take(news, 2, clock, next);
            if (!news.isEmpty()) {
                clock.sleep(TOLD);
                var unusedToo = prompts.tryTake(news, 2);
                var now = news.contains(true);
                news.clear();
                if (!now && !next.expired() && !differs()) {
                    continue; // it was our own fill, counted by now
                }
                if (!next.expired() && !prompted.expired()) {
                    next = next.within(prompted.remaining());
                    continue;
                }
                prompted = clock.deadline(SELDOM);
            }
            next = clock.deadline(look());
        }
    }

    /** How long until the next one. */
    private Duration look() throws InterruptedException {
        try {
            comparison.begin(client, clock.deadline(CALL));
            if (!orders.look(JournalState::ready)) {
                return Comparison.APART;
            }
            var again = comparison.look(client, comparison.assets(), clock.deadline(CALL), new Running());
            return again ? Comparison.APART : EVERY;
        } catch (ExchangeException.RateLimited later) {
            return later.after().compareTo(EVERY) > 0 ? later.after() : EVERY;
        } catch (ExchangeException e) {
            LOG.log(Level.FINE, "comparing the account: {0}", e.getMessage());
            return EVERY;
        }
    }

    /** Both sides as they are now. Any thread; changes nothing. */
    public Reconciled table(ExchangeClient looker, Deadline deadline) throws InterruptedException {
        return comparison.table(looker, deadline);
    }

    /**
     * What the venue says of the positions, asked while the stop settles the orders so that it takes no time of its own.
     *
     * @param last asks, for this use alone
     */
    public CompletableFuture<List<Position>> ask(SessionContext context, ExchangeClient last, Deadline deadline) {
        var answer = new CompletableFuture<List<Position>>();
        context.startVirtual("last-look", () -> {
            try {
                answer.complete(last.positions(deadline.within(CALL)));
            } catch (InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /**
     * The last look at the positions, once no task runs and every order is settled: what differs is taken in at once.
     *
     * @param answer that of {@link #ask}: if it is as we say by now, nothing more is asked
     * @param last asks again
     * @param found is told what was taken in
     */
    public LastLook last(
            CompletableFuture<List<Position>> answer,
            ExchangeClient last,
            Deadline deadline,
            Consumer<OrderEvent.Foreign> found)
            throws InterruptedException {
        if (!orders.look(JournalState::ready)) {
            return new LastLook.Agreed(); // nothing was traded, and no position is told
        }
        try {
            if (!clock.await(answer, deadline.within(CALL))) {
                return notSeen("no answer in time");
            }
            if (!paymentsTold(last, deadline, found)) {
                return notSeen("what was paid is not told");
            }
            if (comparison.agrees(answer.get())) {
                return new LastLook.Agreed();
            }
            comparison.hurry();
            while (comparison.look(last, Set.of(), deadline, new Stopping(found))) {
                if (deadline.within(Comparison.AT_THE_END) == deadline) {
                    return new LastLook.Differs("positions are not as the venue has them, and time was over");
                }
                clock.sleep(Comparison.AT_THE_END);
            }
            return new LastLook.Agreed();
        } catch (ExecutionException e) {
            return notSeen(Told.line(Optional.ofNullable(e.getCause()).orElse(e)));
        } catch (ExchangeException e) {
            return new LastLook.Differs(
                    "positions are not as the venue has them, and it did not say why: " + e.getMessage());
        }
    }

    private boolean paymentsTold(ExchangeClient last, Deadline deadline, Consumer<OrderEvent.Foreign> found)
            throws InterruptedException {
        try {
            var unused = comparison.payments(last, deadline.within(CALL), new Stopping(found));
            return true;
        } catch (ExchangeException e) {
            LOG.log(Level.FINE, "asking what was paid: {0}", e.getMessage());
            return false;
        }
    }

    private LastLook notSeen(String why) {
        var traded = orders.look(state ->
                state.fills() > 0 || !state.positions().values().stream().allMatch(Position::isFlat));
        return new LastLook.NotSeen(why, traded);
    }

    private final class Running implements Comparison.Findings {
        @Override
        public boolean take(Inbound found) {
            return orderLoop.test(found);
        }

        @Override
        public void untold(VenueOrder order) {
            lost.accept(words(order));
        }
    }

    /** In words, what an order has come to that the stream did not tell. */
    private static String words(VenueOrder order) {
        return "lost on the account stream, found by asking: order " + order.clientId() + " is "
                + order.state().words() + ", " + order.filled().toPlainString() + " of "
                + order.size().toPlainString() + " filled";
    }

    private final class Stopping implements Comparison.Findings {
        private final Consumer<OrderEvent.Foreign> told;

        private Stopping(Consumer<OrderEvent.Foreign> told) {
            this.told = told;
        }

        @Override
        public boolean take(Inbound in) {
            switch (in) {
                case Inbound.Found found ->
                    found.events().stream().filter(orders::found).forEach(told);
                case Inbound.Heard heard -> {
                    if (heard.report() instanceof AccountReport.OrderChanged changed
                            && changed.fill().isPresent()) {
                        orders.foundOwn(changed.order(), changed.fill().get());
                    }
                }
                case Inbound.Act act -> {}
            }
            return true;
        }

        @Override
        public void untold(VenueOrder order) {} // it is in the receipt
    }
}
