package trysail.coordinator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import trysail.model.Command;
import trysail.model.Event;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.model.Quote;
import trysail.risk.Approved;
import trysail.risk.Denied;
import trysail.risk.LimitUse;
import trysail.risk.Risk;
import trysail.scope.SessionClock;
import trysail.strategy.Strategy;
import trysail.stream.Channel;
import trysail.stream.Sink;

/**
 * The one loop of a session: apply the event, ask the strategy, ask risk, hand on. It alone writes positions and calls
 * the strategy. Until {@link OrderEvent.Ready} the strategy only observes.
 *
 * <p>{@link #run} belongs to one task; {@link #view} is for anybody.
 */
public final class Coordinator {
    private static final int BATCH = 1_024;
    private static final Strategy IDLE = (event, state) -> List.of();

    private final Channel<Event> in;
    private volatile Strategy strategy; // the loop's own once it runs, until it is let go of
    private volatile boolean letGo;
    private final Risk risk;
    private final Sink<? super Approved> out;
    private final Tap tap;
    private final Refusals refusals;
    private final Board board;
    private final BigDecimal capital;
    private final AtomicLong market = new AtomicLong();
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong fills = new AtomicLong();
    private final AtomicLong approved = new AtomicLong();
    private volatile Optional<Throwable> thrown = Optional.empty();

    /**
     * @param in made as {@code Channel.conflating} by {@link #conflationKey}
     * @param out with room for {@link trysail.risk.RiskLimits#inbox} items: were the coordinator to wait here while its
     *     reader waits to report to {@code in}, neither would move again
     * @param instruments those of the session; events of others are passed over
     * @param capital what the session started with, in quote currency
     */
    public Coordinator(
            Channel<Event> in,
            Strategy strategy,
            Risk risk,
            Sink<? super Approved> out,
            Tap tap,
            List<Instrument> instruments,
            BigDecimal capital,
            SessionClock clock) {
        this.in = in;
        this.strategy = strategy;
        this.risk = risk;
        this.out = out;
        this.capital = capital;
        this.tap = tap;
        board = new Board(instruments, capital, clock, new VenueTime(tap::oddTime));
        refusals = new Refusals(tap);
    }

    /** Quotes give way to newer ones of their instrument; nothing else may be lost. */
    public static Optional<Object> conflationKey(Event event) {
        return event instanceof Quote q ? Optional.of(q.instrument()) : Optional.empty();
    }

    /**
     * Runs until {@code in} is done or the thread is interrupted.
     *
     * @throws IllegalStateException with the cause, when {@code in} broke
     */
    public void run() throws InterruptedException {
        var batch = new ArrayList<Event>(BATCH);
        while (true) {
            var end = in.take(batch, BATCH);
            if (end.isPresent()) {
                if (end.get() instanceof Channel.End.Broken b) {
                    throw new IllegalStateException("the coordinator's input broke", b.cause());
                }
                return;
            }
            board.arrived();
            apply(batch);
            batch.clear();
        }
    }

    private void apply(List<Event> batch) throws InterruptedException {
        long news = 0;
        var moved = false;
        for (var event : batch) {
            switch (event) {
                case MarketEvent heard -> {
                    news++;
                    var m = board.sound(heard);
                    moved |= m instanceof Quote;
                    board.apply(m);
                    hand(decide(m));
                }
                case OrderEvent o -> {
                    moved |= o instanceof OrderEvent.Filled || o instanceof OrderEvent.Foreign;
                    apply(o);
                }
                case Errand e -> run(e);
                case Command c -> throw new IllegalArgumentException("not the coordinator's: " + c);
            }
        }
        market.lazySet(market.getPlain() + news);
        if (moved) {
            tap.moved();
        }
    }

    private void apply(OrderEvent event) throws InterruptedException {
        orders.incrementAndGet();
        var changed = board.apply(event);
        if (changed && event instanceof OrderEvent.Filled) {
            fills.incrementAndGet();
        }
        if (changed && board.ready()) {
            hand(asked(() -> strategy.onOrder(event, board)));
        }
    }

    private List<Intent> decide(MarketEvent event) {
        return asked(() -> {
            if (board.ready()) {
                return strategy.onEvent(event, board);
            }
            strategy.observe(event, board);
            return List.of();
        });
    }

    /** What a strategy throws, and what it gives that is no list, is its own failure: {@link #thrown} says so. */
    private List<Intent> asked(Supplier<List<Intent>> decision) {
        try {
            return Objects.requireNonNull(decision.get(), "the strategy gave null: no intent is List.of()");
        } catch (RuntimeException | Error e) {
            thrown = Optional.of(e);
            throw e;
        }
    }

    /** What the strategy threw, when it ended {@link #run} so. Any thread. */
    public Optional<Throwable> thrown() {
        return thrown;
    }

    private void run(Errand errand) throws InterruptedException {
        switch (errand) {
            case Errand.Reload r -> reload(r);
            case Errand.ShowBook s -> s.done().complete(board.show(s.instrument(), s.depth()));
            case Errand.ShowLimits s -> s.done().complete(limits());
        }
    }

    /** The new one proves itself before it takes over: were it to fail at once, the old one goes on. */
    private void reload(Errand.Reload errand) throws InterruptedException {
        var next = errand.strategy();
        List<Intent> first;
        try {
            for (var event : errand.past()) {
                next.observe(event, board);
            }
            first = board.ready() ? next.onOrder(new OrderEvent.Ready(board.positions()), board) : List.of();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            errand.done().completeExceptionally(e);
            return;
        }
        strategy = letGo ? IDLE : next;
        errand.done().complete(true);
        hand(first);
    }

    /** Calls the strategy no more, and holds it no more: where memory is out, it may be what has it. Any thread. */
    public void letGoOfStrategy() {
        letGo = true;
        strategy = IDLE;
    }

    private void hand(List<Intent> intents) throws InterruptedException {
        for (var i = 0; i < intents.size(); i++) {
            hand(intents.get(i));
        }
    }

    private void hand(Intent intent) throws InterruptedException {
        var wanted = switch (intent) {
            case Intent.Submit s -> true;
            case Intent.Cancel c -> board.cancelling(c.id()); // no: it has ended, or its cancel is on its way
        };
        if (wanted) {
            ask(intent);
        }
    }

    private void ask(Intent intent) throws InterruptedException {
        switch (risk.judge(intent, board)) {
            case Denied d -> refusals.add(d, board.nanos());
            case Approved a -> {
                if (a.action() instanceof Approved.Action.Place p) {
                    board.sent(p.order());
                }
                approved.incrementAndGet();
                out.put(a);
            }
        }
    }

    /** A copy of a book, for who looks after {@link #run} has returned; until then {@link Errand.ShowBook} has it made. */
    public BookView show(Instrument instrument, int depth) {
        return board.show(instrument, depth);
    }

    /** The risk limits as {@link Errand.ShowLimits} has them told, for who looks after {@link #run} has returned. */
    public List<LimitUse> limits() {
        return risk.uses(board.instruments(), board);
    }

    /** How many intents each rule has denied since the start, and why the latest; rules that denied none apart. Any thread. */
    public Map<String, Refusals.OfRule> denials() {
        return refusals.byRule();
    }

    /** What is known now. Any thread, at any time; never waits for the loop. */
    public CoordinatorView view() {
        var profit = board.profit();
        var counts = new CoordinatorView.Counts(
                market.get(), orders.get(), fills.get(), approved.get(), refusals.denied(), refusals.dropped());
        return new CoordinatorView(
                board.ready(),
                board.live(),
                board.lines(),
                board.time(),
                board.dataAge(),
                counts,
                capital.add(profit),
                profit);
    }
}
