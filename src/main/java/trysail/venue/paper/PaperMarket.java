package trysail.venue.paper;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeException;
import trysail.matching.Execution;
import trysail.matching.Fees;
import trysail.matching.MatchingEngine;
import trysail.matching.Submission;
import trysail.matching.Wallet;
import trysail.model.Balance;
import trysail.model.ClientOrderId;
import trysail.model.FeedNotice;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.Position;
import trysail.model.Side;
import trysail.model.VenueOrder;
import trysail.scope.SessionClock;

/**
 * Where a real market meets paper orders: one matching engine for each instrument, one wallet. The feed's task and the
 * tasks that order meet here, one at a time; nobody waits long, for nothing in here blocks.
 */
final class PaperMarket {
    /** What the account is funded in, and what every instrument is taken to be quoted in. */
    static final String ASSET = "USDT";

    private static final String ACCOUNT = "paper";
    /** Orders may be worth this many times what backs them: what the venues begin with. */
    private static final BigDecimal LEVERAGE = BigDecimal.valueOf(20);
    /** Engines number their orders apart from each other's. */
    private static final long NUMBERS_AN_ENGINE = 1_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Fees fees;
    private final SessionClock clock;
    private final Wallet wallet;
    private final PaperOrders orders = new PaperOrders();
    private final Map<String, MatchingEngine> engines = new LinkedHashMap<>();
    private final List<Reports> followers = new ArrayList<>();
    private boolean feedLost;

    PaperMarket(BigDecimal capital, Fees fees, SessionClock clock) {
        this.fees = fees;
        this.clock = clock;
        wallet = new Wallet(capital);
    }

    /** Lets the market move, and our resting orders with it. */
    void apply(MarketEvent event) {
        locked(() -> {
            switch (event) {
                case trysail.model.Quote q -> engine(q.instrument(), event);
                case trysail.model.Trade t -> engine(t.instrument(), event);
                case trysail.model.BookDelta d -> engine(d.instrument(), event);
                case trysail.model.Bar b -> {}
                case FeedNotice n -> notice(n);
            }
            return true;
        });
    }

    private void engine(Instrument instrument, MarketEvent event) {
        record(instrument, engine(instrument).apply(event));
    }

    private MatchingEngine engine(Instrument instrument) {
        var engine = engines.get(instrument.symbol());
        if (engine == null) {
            engine = new MatchingEngine(instrument, fees, clock::now, engines.size() * NUMBERS_AN_ENGINE + 1);
            engines.put(instrument.symbol(), engine);
        }
        return engine;
    }

    private void notice(FeedNotice notice) {
        switch (notice.kind()) {
            case LIVE -> feedLost = false;
            case LOST -> {
                feedLost = true;
                tellEngines(notice);
            }
            case GAP, CROSSED -> tellEngines(notice);
        }
    }

    private void tellEngines(FeedNotice notice) {
        var about = notice.instrument();
        engines.values().stream()
                .map(MatchingEngine::instrument)
                .filter(i -> about.isEmpty() || about.get().equals(i))
                .forEach(i -> engine(i, notice));
    }

    /** Takes an order; one whose id is known already is told as it stands, and not taken twice. */
    VenueOrder place(Order order) {
        return locked(() -> {
            var symbol = order.instrument().symbol();
            var id = order.id().toString();
            var known = orders.find(symbol, id);
            if (known.isPresent()) {
                return known.get();
            }
            if (feedLost) {
                throw new ExchangeException.Unreachable(
                        "placing order " + id + ": the market's feed is lost, and with it the prices to fill at", null);
            }
            requireMargin(order);
            var executions = engine(order.instrument()).submit(Submission.of(ACCOUNT, order));
            if (executions.getFirst() instanceof Execution.Rejected r) {
                throw refused(r);
            }
            record(order.instrument(), executions);
            return orders.find(symbol, id).orElseThrow();
        });
    }

    private static ExchangeException refused(Execution.Rejected rejected) {
        var text = switch (rejected.reason()) {
            case TICK -> "the price is not a multiple of the tick";
            case LOT -> "the size is not a multiple of the lot";
            case MIN_SIZE -> "the size is below the smallest";
            case MIN_NOTIONAL -> "price times size is below the smallest";
            case WOULD_TAKE -> "a post-only order would take";
            case WOULD_TRIGGER -> "the market has reached the trigger already";
            case NOTHING_TO_REDUCE -> "a reduce-only order has no position to reduce";
            case DUPLICATE -> "an order of this id is working";
            case NO_LIQUIDITY -> "there is nothing to trade with";
        };
        return new ExchangeException.Refused(rejected.reason().name(), text, null);
    }

    private void requireMargin(Order order) {
        if (order.reduceOnly()) {
            return;
        }
        var price = order.terms()
                .limitPrice()
                .or(() -> engine(order.instrument()).best(order.side().opposite()));
        var needed = price.map(p -> backing(p.multiply(order.size()))).orElse(BigDecimal.ZERO);
        var available = available();
        if (needed.compareTo(available) > 0) {
            throw new ExchangeException.Refused(
                    "MARGIN",
                    "the order needs " + needed.toPlainString() + " " + ASSET + " and " + available.toPlainString()
                            + " are available",
                    null);
        }
    }

    /** Ends a working order; empty when there is none of this id. */
    Optional<VenueOrder> cancel(Instrument instrument, ClientOrderId id) {
        return locked(() -> engine(instrument).cancel(ACCOUNT, id.toString()).map(cancelled -> {
            record(instrument, List.of(cancelled));
            return PaperOrders.order(instrument.symbol(), cancelled.order());
        }));
    }

    Optional<VenueOrder> find(Instrument instrument, ClientOrderId id) {
        return locked(() -> orders.find(instrument.symbol(), id.toString()));
    }

    List<VenueOrder> workingOrders() {
        return locked(orders::working);
    }

    List<Fill> fills(Instrument instrument, Instant since) {
        return locked(() -> orders.fills(instrument.symbol(), since));
    }

    List<Position> positions() {
        return locked(() -> wallet.positions().stream().filter(p -> !p.isFlat()).toList());
    }

    Balance balance(String asset) {
        return locked(() -> asset.equals(ASSET)
                ? new Balance(asset, wallet.cash(), available())
                : new Balance(asset, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    private BigDecimal available() {
        var used = BigDecimal.ZERO;
        for (var p : wallet.positions()) {
            used = p.isFlat()
                    ? used
                    : used.add(mark(p.symbol()).multiply(p.size().abs()));
        }
        for (var o : orders.working()) {
            used = used.add(o.price().multiply(o.size().subtract(o.filled())));
        }
        return wallet.equity(this::mark).subtract(backing(used)).max(BigDecimal.ZERO);
    }

    private static BigDecimal backing(BigDecimal notional) {
        return notional.divide(LEVERAGE, MathContext.DECIMAL64);
    }

    /** What a position would be closed at, roughly: the best bid, else the best ask, else what it was opened at. */
    private BigDecimal mark(String symbol) {
        return Optional.ofNullable(engines.get(symbol))
                .flatMap(e -> e.best(Side.BUY).or(() -> e.best(Side.SELL)))
                .orElseGet(() -> wallet.position(symbol).entryPrice());
    }

    /** From now on reports go here too. */
    void follow(Reports reports) {
        locked(() -> followers.add(reports));
    }

    void unfollow(Reports reports) {
        locked(() -> followers.remove(reports));
    }

    private void record(Instrument instrument, List<Execution> executions) {
        for (var execution : executions) {
            var order = PaperOrders.order(instrument.symbol(), execution.order());
            orders.changed(order);
            var fill = execution instanceof Execution.Filled f
                    ? Optional.of(f.fill(instrument.symbol()))
                    : Optional.<Fill>empty();
            fill.ifPresent(f -> {
                wallet.apply(f);
                orders.traded(f);
            });
            followers.forEach(r -> r.offer(new AccountReport.OrderChanged(order, fill)));
        }
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
