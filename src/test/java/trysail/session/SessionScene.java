package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.exchange.Credentials;
import trysail.look.SessionState;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Order;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.MarketState;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.venue.binance.BinanceVenue;

/** An exchange on loopback that outlives the sessions on it, and whose record is the witness of what they did. */
final class SessionScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static final StopReason ASKED = new StopReason.StopRequested("test");

    /** Of another logbook, on another machine. */
    static final ClientOrderId FOREIGN = new ClientOrderId("other", 1, 1, 1);

    static final BigDecimal CAPITAL = new BigDecimal(100_000);

    final SimulatedExchange exchange;
    final Sessions sessions = new Sessions();
    private final Path journals;

    private SessionScene(Path journals, SimulatedExchange exchange) {
        this.journals = journals;
        this.exchange = exchange;
    }

    /** An exchange for anybody, with the venue's own budgets. */
    static SessionScene open(Path journals) throws Exception {
        return open(journals, SimulatedExchange.Config.venue(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of(), 0));
    }

    /** An exchange on which any number of sessions may call as often as they like. */
    static SessionScene ofMany(Path journals) throws Exception {
        return open(journals, SimulatedExchange.Config.session(new FeedSpec.Synthetic(7), Speed.REAL_TIME, List.of()));
    }

    private static SessionScene open(Path journals, SimulatedExchange.Config config) throws Exception {
        return new SessionScene(journals, SimulatedExchange.open(SessionContext.standalone("simulator"), config));
    }

    Session start(Strategy strategy) {
        return sessions.start(spec(strategy));
    }

    /** A session that trades as {@code quoter} does, once it is running. */
    Session running() throws InterruptedException {
        var session = start(Strategies.named("quoter"));
        until(() -> session.state() instanceof SessionState.Running);
        return session;
    }

    SessionSpec spec(Strategy strategy) {
        return SessionSpec.paper()
                .at(exchange.restUri(), exchange.wsUri())
                .credentials(keys())
                .strategy(strategy)
                .journal(journals);
    }

    /** Those of a new account. */
    Credentials keys() {
        var keys = exchange.openAccount(CAPITAL);
        return Credentials.of(keys.key(), keys.secret());
    }

    /** An order on this account that no session of ours made; it rests. */
    void placeForeignOrder(Credentials keys) throws InterruptedException {
        var context = SessionContext.standalone("other");
        var venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), Optional.of(keys), 1);
        var instrument = exchange.instruments().getFirst();
        var soon = context.clock().deadline(PATIENCE);
        try (var client = venue.client()) {
            var last = client.bars(instrument, Duration.ofMinutes(1), 1, soon)
                    .getLast()
                    .close();
            var price = instrument.roundPrice(last.multiply(new BigDecimal("0.95")), RoundingMode.FLOOR);
            var size = instrument.smallestSize(price);
            client.place(new Order(FOREIGN, instrument, Side.BUY, size, Terms.postOnly(price), false), soon);
        }
    }

    /** Somebody buys the smallest size of the first instrument on this account, as by hand. */
    void buyByHand(Credentials keys) throws InterruptedException {
        var context = SessionContext.standalone("other");
        var venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), Optional.of(keys), 1);
        var instrument = exchange.instruments().getFirst();
        var soon = context.clock().deadline(PATIENCE);
        try (var client = venue.client()) {
            var last = client.bars(instrument, Duration.ofMinutes(1), 1, soon)
                    .getLast()
                    .close();
            client.place(
                    new Order(FOREIGN, instrument, Side.BUY, instrument.smallestSize(last), Terms.market(), false),
                    soon);
        }
    }

    /** What the exchange says this account holds. */
    BigDecimal wallet(Credentials keys) throws InterruptedException {
        var context = SessionContext.standalone("other");
        var venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), Optional.of(keys), 1);
        try (var client = venue.client()) {
            return client.balance("USDT", context.clock().deadline(PATIENCE)).wallet();
        }
    }

    /** Somebody ends every order of this account, as by hand. */
    void cancelAll(Credentials keys) throws InterruptedException {
        var context = SessionContext.standalone("other");
        var venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), Optional.of(keys), 1);
        var soon = context.clock().deadline(PATIENCE);
        try (var client = venue.client()) {
            for (var order : client.workingOrders(soon)) {
                var instrument = exchange.instruments().stream()
                        .filter(i -> i.symbol().equals(order.symbol()))
                        .findFirst()
                        .orElseThrow();
                var unused = client.cancel(
                        instrument, ClientOrderId.parse(order.clientId()).orElseThrow(), soon);
            }
        }
    }

    static Receipt stopped(Session session) throws InterruptedException {
        session.stop(ASKED);
        return session.await();
    }

    static void until(Supplier<Boolean> condition) throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(PATIENCE);
        while (!condition.get()) {
            assertThat(deadline.expired()).as("condition not met in time").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(2));
        }
    }

    @Override
    public void close() throws InterruptedException {
        exchange.close();
    }

    /** So far from the market that it rests, and so near that risk lets it pass. */
    static Intent.Submit resting(Instrument instrument, Quote quote, Side side) {
        var factor = new BigDecimal(side == Side.BUY ? "0.985" : "1.015");
        var price = instrument.roundPrice(quote.bid().multiply(factor), RoundingMode.HALF_EVEN);
        return new Intent.Submit(
                instrument, side, instrument.smallestSize(price), Terms.postOnly(price), false, "rests");
    }

    /** Rests so many orders far from the market and leaves them. */
    static final class Rests implements Strategy {
        private final int orders;
        private int sent;

        Rests(int orders) {
            this.orders = orders;
        }

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var intents = new ArrayList<Intent>();
            for (var instrument : state.instruments()) {
                var quote = state.quote(instrument);
                if (quote.isPresent() && sent < orders) {
                    intents.add(resting(instrument, quote.get(), sent++ % 2 == 0 ? Side.BUY : Side.SELL));
                }
            }
            return intents;
        }

        boolean done() {
            return sent >= orders;
        }
    }

    /** Buys the smallest size of the first instrument, once. */
    static final class BuysOnce implements Strategy {
        private boolean bought;

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var instrument = state.instruments().getFirst();
            var quote = state.quote(instrument);
            if (bought || quote.isEmpty()) {
                return List.of();
            }
            bought = true;
            var size = instrument.smallestSize(quote.get().bid());
            return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.market(), false, "once"));
        }
    }
}
