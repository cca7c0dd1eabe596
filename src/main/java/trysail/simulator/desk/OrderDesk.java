package trysail.simulator.desk;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import trysail.matching.Amendment;
import trysail.matching.Execution;
import trysail.matching.Fees;
import trysail.matching.MatchingEngine;
import trysail.matching.Reason;
import trysail.matching.Submission;
import trysail.model.Bar;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.OrderState;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;
import trysail.scope.SessionClock;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;
import trysail.simulator.record.VenueRecord;

/**
 * Where orders of all accounts meet the markets. One lock guards engines and accounts; it is held for moments only, never
 * across I/O, so that the thread which plays the market is not kept waiting.
 */
public final class OrderDesk {
    /** Orders of one account that may work on one instrument. */
    public static final int MOST_WORKING = 200;

    /** Conditional orders of one account that may wait, of all instruments together. */
    public static final int MOST_CONDITIONAL = 200;

    private static final int DEPTH = 1_000;
    private static final long IDS_PER_MILLISECOND = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final SessionClock clock;
    private final Markets markets;
    private final VenueRecord record;
    private final Outbox outbox;
    private boolean noted;
    private final Map<Instrument, Book> books = new HashMap<>();

    private record Book(MarketView market, MatchingEngine engine, Map<Long, OrderEntry> working) {}

    /** What becomes of a new order. */
    public sealed interface Placed {
        /** It is in the books, as it stood after it was matched. */
        record Taken(OrderEntry order) implements Placed {}

        /** It is not. */
        record Refused(Refusal why) implements Placed {}
    }

    OrderDesk(SessionClock clock, Markets markets, VenueRecord record, AccountListener listener, Fees fees) {
        this.clock = clock;
        this.markets = markets;
        this.record = record;
        this.outbox = new Outbox(listener);
        for (var market : markets.all()) {
            // numbered from the wall clock: a venue that starts again on the same accounts repeats no trade id
            var firstId = clock.now().toEpochMilli() * IDS_PER_MILLISECOND;
            var engine = new MatchingEngine(market.instrument(), fees, clock::now, firstId);
            engine.apply(market.book(DEPTH));
            engine.apply(market.quote());
            books.put(market.instrument(), new Book(market, engine, new HashMap<>()));
        }
        markets.onEvent(this::played);
    }

    public Markets markets() {
        return markets;
    }

    /** Reads or changes accounts under the desk's lock; must be short. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }

    /** Once the lock is free, those are told to whom something has happened under it. */
    private void unlock() {
        var outermost = lock.getHoldCount() == 1;
        var news = outermost && noted;
        noted &= !outermost;
        lock.unlock();
        if (news) {
            outbox.tell();
        }
    }

    private void played(MarketEvent event) {
        var instrument = switch (event) {
            case Quote q -> q.instrument();
            case Trade t -> t.instrument();
            case BookDelta d -> d.instrument();
            case Bar b -> null;
            case FeedNotice n -> null;
        };
        var book = instrument == null ? null : books.get(instrument);
        if (book == null) {
            return;
        }
        lock.lock();
        try {
            var executions = book.engine.apply(event);
            if (!executions.isEmpty()) {
                settle(book, executions);
            }
        } finally {
            unlock();
        }
    }

    /** Takes a new order, or says why not. */
    public Placed place(Account account, MarketView market, Submission asked, VenueRecord.OrderTrack track) {
        return locked(() -> {
            var placed = submit(account, market, asked, track);
            if (placed instanceof Placed.Refused) {
                track.is(OrderState.REJECTED);
            }
            return placed;
        });
    }

    private Placed submit(Account account, MarketView market, Submission asked, VenueRecord.OrderTrack track) {
        var book = books.get(market.instrument());
        var broken = book == null ? Optional.of(Refusal.NOT_LISTED) : broken(account, market, asked);
        if (book == null || broken.isPresent()) {
            return new Placed.Refused(broken.orElse(Refusal.NOT_LISTED));
        }
        var executions = book.engine.submit(asked);
        var first = executions.getFirst();
        if (first instanceof Execution.Rejected refused) {
            return new Placed.Refused(Refusal.of(refused.reason()));
        }
        var entry = new OrderEntry(account, market, asked, track, first.order());
        account.add(entry);
        book.working.put(entry.id(), entry);
        settle(book, executions);
        return new Placed.Taken(entry);
    }

    private Optional<Refusal> broken(Account account, MarketView market, Submission asked) {
        if (account.byClientId(asked.clientId()).isPresent()) {
            return Optional.of(Refusal.DUPLICATE);
        }
        var quote = market.quote();
        var reference = asked.side() == Side.BUY ? quote.ask() : quote.bid();
        var broken = OrderRules.broken(asked, market.instrument(), reference);
        if (broken.isPresent()) {
            return broken;
        }
        if (!asked.reduceOnly() && !covers(account, market, asked, reference)) {
            return Optional.of(Refusal.MARGIN);
        }
        if (asked.terms().conditional()) {
            var waiting =
                    account.working().stream().filter(OrderEntry::conditional).count();
            return waiting >= MOST_CONDITIONAL ? Optional.of(Refusal.TOO_MANY_CONDITIONAL) : Optional.empty();
        }
        return account.working(market).size() >= MOST_WORKING
                ? Optional.of(Refusal.TOO_MANY_WORKING)
                : Optional.empty();
    }

    /** Whether the account's capital is enough for one order more. */
    private boolean covers(Account account, MarketView market, Submission asked, BigDecimal reference) {
        var limit = OrderRules.price(asked);
        return covers(account, market, asked.side(), (limit.signum() == 0 ? reference : limit).multiply(asked.size()));
    }

    private boolean covers(Account account, MarketView market, Side side, BigDecimal worth) {
        var buys = side == Side.BUY;
        var before = account.margin(market, BigDecimal.ZERO, BigDecimal.ZERO);
        var after = account.margin(market, buys ? worth : BigDecimal.ZERO, buys ? BigDecimal.ZERO : worth);
        return after.subtract(before).compareTo(account.available(markets.all())) <= 0 || after.compareTo(before) <= 0;
    }

    /** Gives a working limit order another price or size; empty once it has been done, else why not. */
    public Optional<Refusal> amend(OrderEntry entry, BigDecimal price, BigDecimal size) {
        return locked(() -> {
            var book = books.get(entry.market.instrument());
            var wanted = entry.asked.with(price, size);
            var broken = book == null
                    ? Optional.of(Refusal.NOT_LISTED)
                    : OrderRules.broken(wanted, entry.market.instrument(), price);
            if (book == null || broken.isPresent()) {
                return broken;
            }
            var more = price.multiply(size.subtract(entry.ticket.filled()))
                    .subtract(entry.price().multiply(entry.ticket.left()));
            if (more.signum() > 0
                    && !wanted.reduceOnly()
                    && !covers(entry.account, entry.market, wanted.side(), more)) {
                return Optional.of(Refusal.MARGIN);
            }
            var done = book.engine.amend(entry.account.keys.key(), entry.clientId(), price, size);
            return switch (done.orElseGet(() -> new Amendment.Refused(Reason.NOTHING_TO_REDUCE))) {
                case Amendment.Done(List<Execution> executions) -> {
                    entry.asked = executions.getFirst().order().asked();
                    settle(book, executions);
                    yield Optional.<Refusal>empty();
                }
                case Amendment.Refused(Reason why) -> Optional.of(Refusal.of(why));
            };
        });
    }

    /** Ends an order; false when it had ended before. */
    public boolean cancel(OrderEntry entry) {
        return locked(() -> {
            var book = books.get(entry.market.instrument());
            if (book == null) {
                return false;
            }
            var done = book.engine.cancel(entry.account.keys.key(), entry.clientId());
            done.ifPresent(e -> settle(book, List.of(e)));
            return done.isPresent();
        });
    }

    private void settle(Book book, List<Execution> executions) {
        for (var execution : executions) {
            var entry = book.working.get(execution.order().id());
            if (entry != null) {
                settle(book, entry, execution);
            }
        }
    }

    private void settle(Book book, OrderEntry entry, Execution execution) {
        var account = entry.account;
        var key = account.keys.key();
        entry.ticket = execution.order();
        var realised = BigDecimal.ZERO;
        var trade = Optional.<Fill>empty();
        if (execution instanceof Execution.Filled filled) {
            var fill = account.paid(filled.fill(book.market.instrument().symbol()));
            trade = Optional.of(fill);
            var before = account.wallet.position(fill.symbol());
            var after = account.wallet.apply(fill);
            realised = after.realised().subtract(before.realised());
            entry.realised = entry.realised.add(realised);
            account.traded(new Account.Traded(entry, fill, realised));
            record.position(key, after);
            entry.track.is(entry.ticket.state(), List.of(fill));
        } else {
            entry.track.is(entry.ticket.state());
        }
        if (!entry.working()) {
            book.working.remove(entry.id());
            account.ended(entry);
        }
        tell(book.market, account, execution, trade, realised);
    }

    /** Pays an account, or has it pay, what its position in a contract is due now. */
    void fund(Account account, Instrument instrument) {
        locked(() -> {
            var book = books.get(instrument);
            var position = account.wallet.position(instrument.symbol());
            if (book != null && !position.isFlat()) {
                var amount = Funding.due(position.size(), book.market.markPrice());
                var now = clock.now();
                account.wallet.receive(amount);
                account.funded(new Account.Funded(book.market, amount, now));
                noted = true;
                outbox.note(
                        account.keys.key(),
                        new AccountNews.Funded(
                                instrument, amount, account.wallet.cash(), position, now.toEpochMilli()));
            }
            return true;
        });
    }

    private void tell(
            MarketView market, Account account, Execution execution, Optional<Fill> trade, BigDecimal realised) {
        var instrument = market.instrument();
        var now = clock.now().toEpochMilli();
        noted = true;
        var order = execution.order();
        var conditional = order.asked().terms().conditional();
        if (conditional && order.state() == OrderState.NEW) { // before anything that its trigger leads to
            outbox.note(account.keys.key(), new AccountNews.ConditionalChanged(instrument, order, now));
        }
        if (!conditional || order.triggered()) {
            outbox.note(account.keys.key(), new AccountNews.OrderChanged(instrument, execution, trade, realised, now));
        }
        if (trade.isPresent()) {
            var position = account.wallet.position(instrument.symbol());
            outbox.note(
                    account.keys.key(),
                    new AccountNews.BalanceChanged(
                            instrument, account.wallet.cash(), position, market.markPrice(), now));
        }
        if (conditional && !order.state().working()) {
            outbox.note(account.keys.key(), new AccountNews.ConditionalChanged(instrument, order, now));
        }
    }
}
