package trysail.simulator.desk;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import trysail.matching.Execution;
import trysail.matching.Fees;
import trysail.matching.MatchingEngine;
import trysail.matching.Reason;
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
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.trade.AccountJson;
import trysail.simulator.binance.trade.OrderJson;
import trysail.simulator.binance.trade.OrderPlacement;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;
import trysail.simulator.record.AccountNews;
import trysail.simulator.record.VenueRecord;

/**
 * Where orders of all accounts meet the markets. One lock guards engines and accounts; it is held for moments only, never
 * across I/O, so that the thread which plays the market is not kept waiting.
 */
public final class OrderDesk {
    /** Orders of one account that may work on one instrument. */
    public static final int MOST_WORKING = 200;

    private static final int DEPTH = 1_000;
    private static final long IDS_PER_MILLISECOND = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final SessionClock clock;
    private final Markets markets;
    private final VenueRecord record;
    private final AccountNews events;
    private final Map<Instrument, Book> books = new HashMap<>();

    private record Book(MarketView market, MatchingEngine engine, Map<Long, OrderEntry> working) {}

    OrderDesk(SessionClock clock, Markets markets, VenueRecord record, AccountNews events, Fees fees) {
        this.clock = clock;
        this.markets = markets;
        this.record = record;
        this.events = events;
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
            lock.unlock();
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
            lock.unlock();
        }
    }

    /** Takes a new order, or throws the venue's refusal. The copy answered is of the moment after it was matched. */
    public OrderEntry place(Account account, MarketView market, OrderPlacement asked, VenueRecord.Receipt receipt) {
        return locked(() -> {
            try {
                return submit(account, market, asked, receipt);
            } catch (BinanceError refused) {
                receipt.is(OrderState.REJECTED);
                throw refused;
            }
        });
    }

    private OrderEntry submit(Account account, MarketView market, OrderPlacement asked, VenueRecord.Receipt receipt) {
        var submission = asked.submission();
        if (account.byClientId(submission.clientId()).isPresent()) {
            throw BinanceError.duplicate();
        }
        var reference = submission.side() == Side.BUY
                ? market.quote().ask()
                : market.quote().bid();
        asked.check(market.instrument(), reference);
        if (!submission.reduceOnly()) {
            checkMargin(account, market, asked, reference);
        }
        if (account.working(market).size() >= MOST_WORKING) {
            throw BinanceError.tooManyWorking();
        }
        var book = book(market);
        var executions = book.engine.submit(submission);
        var first = executions.getFirst();
        if (first instanceof Execution.Rejected refused) {
            throw refusal(refused.reason(), market.instrument());
        }
        var entry = new OrderEntry(account, market, asked, receipt, first.order());
        account.add(entry);
        book.working.put(entry.id(), entry);
        settle(book, executions);
        return entry;
    }

    private Book book(MarketView market) {
        return Optional.ofNullable(books.get(market.instrument())).orElseThrow(BinanceError::symbol);
    }

    private void checkMargin(Account account, MarketView market, OrderPlacement asked, BigDecimal reference) {
        var price = asked.price().signum() == 0 ? reference : asked.price();
        var worth = price.multiply(asked.submission().size());
        var buys = asked.submission().side() == Side.BUY;
        var before = account.margin(market, BigDecimal.ZERO, BigDecimal.ZERO);
        var after = account.margin(market, buys ? worth : BigDecimal.ZERO, buys ? BigDecimal.ZERO : worth);
        if (after.subtract(before).compareTo(account.available(markets.all())) > 0 && after.compareTo(before) > 0) {
            throw BinanceError.margin();
        }
    }

    private static BinanceError refusal(Reason reason, Instrument instrument) {
        return switch (reason) {
            case TICK -> BinanceError.tick();
            case LOT -> BinanceError.lot();
            case MIN_SIZE -> BinanceError.sizeTooSmall();
            case MIN_NOTIONAL -> BinanceError.notional(instrument.minNotional().toPlainString());
            case DUPLICATE -> BinanceError.duplicate();
            case WOULD_TAKE -> BinanceError.wouldTake();
            case NOTHING_TO_REDUCE, NO_LIQUIDITY, SELF_TRADE -> BinanceError.reduceOnly();
        };
    }

    /** Ends an order; empty when it had ended before. */
    public boolean cancel(OrderEntry entry) {
        return locked(() -> {
            var book = book(entry.market);
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
            entry.receipt.is(entry.ticket.state(), List.of(fill));
        } else {
            entry.receipt.is(entry.ticket.state());
        }
        if (!entry.working()) {
            book.working.remove(entry.id());
            account.ended(entry);
        }
        var now = clock.now().toEpochMilli();
        events.publish(key, OrderJson.update(entry, execution, trade, realised, now));
        if (execution instanceof Execution.Filled) {
            events.publish(key, new AccountJson(account, markets.all(), now).update(book.market));
        }
    }
}
