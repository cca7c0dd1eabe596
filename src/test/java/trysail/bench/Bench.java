package trysail.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.exchange.Book;
import trysail.exchange.Credentials;
import trysail.exchange.VenueKind;
import trysail.model.BookDelta;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.SessionContext;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;
import trysail.strategy.MarketState;
import trysail.strategy.Strategy;
import trysail.venue.binance.BinanceVenue;

/** What {@code scripts/bench} runs. Measures and prints; judges nothing. */
public final class Bench {
    private static final int SESSIONS = 100;
    private static final int ORDERS = 20;
    private static final int ROUNDS = 30;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var journals = Files.createTempDirectory("trysail-bench");
        try {
            if (args.length > 0) {
                compare(Path.of(args[0]));
            }
            stops("idle stop", journals, () -> (event, state) -> List.of(), 0);
            stops("busy stop, " + ORDERS + " working orders", journals, Rests::new, ORDERS);
            heap(journals);
        } finally {
            delete(journals);
        }
    }

    /** Ours and a straightforward client in turn, on the same recording. */
    private static void compare(Path recording) throws Exception {
        var ours = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            ours.add(frames(recording));
            plain.add(plain(recording));
        }
        print("feed and book at --speed max, first round: %,.0f frames/s", ours.getFirst());
        print("a straightforward client beside it, first round: %,.0f frames/s", plain.getFirst());
        var warm = warm(ours);
        var warmPlain = warm(plain);
        print(
                "feed and book at --speed max, warm, %d rounds: p50 %,.0f, best %,.0f frames/s",
                warm.size(), warm.get(warm.size() / 2), warm.getLast());
        print(
                "a straightforward client beside it, warm: p50 %,.0f, best %,.0f frames/s; ours is %.1f times that",
                warmPlain.get(warm.size() / 2),
                warmPlain.getLast(),
                warm.get(warm.size() / 2) / warmPlain.get(warm.size() / 2));
    }

    private static List<Double> warm(List<Double> rates) {
        return rates.subList(ROUNDS / 2, ROUNDS).stream().sorted().toList();
    }

    private static double plain(Path recording) throws Exception {
        try (var exchange = SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.session(new FeedSpec.Recorded(recording), Speed.MAX, List.of()))) {
            return new PlainClient(exchange.wsUri(), exchange.restUri()).play();
        }
    }

    private static double frames(Path recording) throws Exception {
        var context = SessionContext.standalone("bench");
        try (var exchange = SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.session(new FeedSpec.Recorded(recording), Speed.MAX, List.of()))) {
            var offer = new VenueKind.Offer(exchange.carried(), exchange.pace());
            var site = new VenueKind.Site(exchange.restUri(), exchange.wsUri(), Optional.of(offer));
            var venue = new BinanceVenue(context, site, Optional.empty(), 1);
            var book = new Book(exchange.instruments().getFirst());
            var times = new long[2];
            try (var feed = venue.feed(exchange.instruments())) {
                feed.run(event -> {
                    if (times[0] == 0) {
                        times[0] = System.nanoTime();
                    }
                    if (event instanceof BookDelta delta) {
                        book.apply(delta);
                    }
                    times[1] = System.nanoTime();
                });
                var frames = feed.stats().frames();
                var seconds = (times[1] - times[0]) / 1e9;
                return frames / seconds;
            }
        }
    }

    private static void stops(String what, Path journals, Supplier<Strategy> strategy, int orders) throws Exception {
        try (var exchange = SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.session(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of()))) {
            var times = new ArrayList<Double>();
            var bad = 0;
            for (var i = 0; i < SESSIONS + 10; i++) {
                var session = Sessions.shared().start(spec(exchange, journals).strategy(strategy.get()));
                while (session.snapshot().working() < orders
                        || !(session.state() instanceof trysail.look.SessionState.Running)) {
                    Thread.sleep(2);
                }
                session.close();
                var receipt = session.receipt().orElseThrow();
                bad += receipt.exitCode() == 0 ? 0 : 1;
                if (i >= 10) {
                    times.add(receipt.stopTime().toNanos() / 1e6);
                }
            }
            times.sort(Comparator.naturalOrder());
            print(
                    "%s, %d sessions: p50 %.1f ms, p99 %.1f ms, max %.1f ms; %d not clean",
                    what, SESSIONS, times.get(SESSIONS / 2), times.get(SESSIONS * 99 / 100 - 1), times.getLast(), bad);
        }
    }

    private static void heap(Path journals) throws Exception {
        try (var exchange = SimulatedExchange.open(
                SessionContext.standalone("simulator"),
                SimulatedExchange.Config.session(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of()))) {
            var sessions = new ArrayList<Session>();
            var before = used();
            for (var i = 0; i < 50; i++) {
                sessions.add(Sessions.shared().start(spec(exchange, journals).strategy((event, state) -> List.of())));
            }
            for (var session : sessions) {
                while (!(session.state() instanceof trysail.look.SessionState.Running)) {
                    Thread.sleep(2);
                }
            }
            print("heap per idle session on a shared exchange: %.0f KB (50 sessions)", (used() - before) / 50.0 / 1024);
            sessions.forEach(s -> s.stop(new trysail.scope.StopReason.StopRequested("bench")));
            for (var session : sessions) {
                session.await();
            }
        }
    }

    private static long used() {
        for (var i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static SessionSpec spec(SimulatedExchange exchange, Path journals) {
        return SessionSpec.paper()
                .at(exchange.restUri(), exchange.wsUri())
                .credentials(keys(exchange))
                .journal(journals);
    }

    private static Credentials keys(SimulatedExchange exchange) {
        var keys = exchange.openAccount(new BigDecimal(100_000));
        return Credentials.of(keys.key(), keys.secret());
    }

    /** Rests ten bids and ten asks far from the market and leaves them. */
    private static final class Rests implements Strategy {
        private int sent;

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            var intents = new ArrayList<Intent>();
            for (var instrument : state.instruments()) {
                var quote = state.quote(instrument);
                if (quote.isPresent() && sent < ORDERS) {
                    var side = sent % 2 == 0 ? Side.BUY : Side.SELL;
                    var far = quote.get()
                            .bid()
                            .multiply(side == Side.BUY ? new BigDecimal("0.985") : new BigDecimal("1.015"));
                    var price = instrument.roundPrice(far, RoundingMode.HALF_EVEN);
                    intents.add(new Intent.Submit(
                            instrument, side, instrument.smallestSize(price), Terms.postOnly(price), false, "rests"));
                    sent++;
                }
            }
            return intents;
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
