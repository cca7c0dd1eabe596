package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.Stalls;
import trysail.coordinator.BookView;
import trysail.exchange.Book;
import trysail.fault.Fault;
import trysail.look.Holdings;
import trysail.look.LedgerLine;
import trysail.look.ScopeView;
import trysail.look.SessionState;
import trysail.look.Vitals;
import trysail.look.WorkingOrder;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.scope.SessionContext;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.OrderSeen;
import trysail.strategy.Strategy;
import trysail.venue.binance.BinanceVenue;
import trysail.words.BadInput;
import trysail.words.NotNow;

/** What a session shows is what its venue knows; looking changes nothing. */
class LooksTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int DEPTH = 5;

    @TempDir
    private Path directory;

    private SessionScene scene;
    private VenueRecord record;

    @BeforeEach
    void openAnExchange() throws Exception {
        scene = SessionScene.ofMany(directory);
        record = scene.exchange.record();
    }

    @AfterEach
    void closeIt() throws Exception {
        for (var session : scene.sessions.running()) {
            session.close();
        }
        scene.close();
    }

    @Test
    void ordersAreThoseThatWorkAtTheVenue() throws Exception {
        var strategy = new SessionScene.Rests(6);
        var session = scene.start(strategy);
        until(() -> strategy.done()
                && record.workingOrders().size() == 6
                && session.orders().stream().allMatch(o -> o.state() == WorkingOrder.State.WORKING));

        assertThat(session.orders())
                .extracting(o -> o.id() + " " + o.symbol() + " " + o.side() + " "
                        + o.price().orElseThrow().stripTrailingZeros() + " "
                        + o.size().stripTrailingZeros())
                .containsExactlyInAnyOrderElementsOf(record.workingOrders().stream()
                        .map(o -> o.clientId() + " " + o.symbol() + " " + o.side() + " "
                                + o.price().stripTrailingZeros() + " "
                                + o.size().stripTrailingZeros())
                        .toList());
        assertThat(session.orders()).allSatisfy(o -> {
            assertThat(o.venueId()).isPresent();
            assertThat(o.age()).isPositive();
            assertThat(o.filled()).isZero();
        });
        assertThat(session.positions().stream().mapToInt(Holdings::working).sum())
                .isEqualTo(6);
    }

    @Test
    void fillsPositionsAndProfitAreOfOnePiece() throws Exception {
        var session = scene.start(new SessionScene.BuysOnce());
        until(() -> session.fills(10).stream()
                        .map(f -> f.fill().size())
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .signum()
                > 0);
        until(() -> session.orders().isEmpty());

        var atVenue = record.orders().stream()
                .map(OrderSeen::fills)
                .flatMap(List::stream)
                .toList();
        assertThat(session.fills(10))
                .extracting(f -> f.fill().tradeId())
                .containsExactlyElementsOf(
                        atVenue.stream().map(f -> f.tradeId()).toList());
        var held =
                session.positions().stream().filter(p -> p.size().signum() != 0).toList();
        assertThat(held).singleElement().satisfies(p -> {
            assertThat(p.size())
                    .isEqualByComparingTo(atVenue.stream().map(f -> f.size()).reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(p.fees())
                    .isEqualByComparingTo(
                            atVenue.stream().map(f -> f.fee().amount()).reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(p.mark()).isPresent();
        });
        assertThat(session.fills(0)).isEmpty();
        until(() -> session.profits().size() > 3);
        var receipt = stopped(session);
        assertThat(session.profits().getLast().pnl()).isEqualByComparingTo(receipt.pnl());
        assertThat(session.snapshot().vitals().equity())
                .isEqualByComparingTo(session.spec().capital().add(receipt.pnl()));
    }

    /** Keeps what the venue's own changes of the first instrument amount to, by their number. */
    private static final class Keeps implements Strategy {
        private final Map<Long, List<List<BigDecimal>>> books = new ConcurrentHashMap<>();
        private Optional<Book> book = Optional.empty();

        @Override
        public List<trysail.model.Intent> onEvent(trysail.model.MarketEvent event, trysail.strategy.MarketState state) {
            if (event instanceof BookDelta change
                    && change.instrument().equals(state.instruments().getFirst())) {
                var mine = book.orElseGet(() -> new Book(change.instrument()));
                book = Optional.of(mine);
                mine.apply(change);
                books.put(
                        change.updateId(),
                        List.of(
                                prices(mine.topBids(DEPTH), change.instrument()),
                                prices(mine.topAsks(DEPTH), change.instrument())));
            }
            return List.of();
        }

        private static List<BigDecimal> prices(Levels levels, Instrument instrument) {
            var all = new ArrayList<BigDecimal>();
            for (var i = 0; i < levels.count(); i++) {
                all.add(levels.price(i, instrument));
                all.add(levels.size(i, instrument));
            }
            return all;
        }
    }

    @Test
    void theBookIsTheVenuesAtTheChangeItNames() throws Exception {
        var keeps = new Keeps();
        var session = scene.start(keeps);
        until(() -> keeps.books.size() > 5);
        for (var i = 0; i < 20; i++) {
            var book = session.book("btc", DEPTH);
            assertThat(book.known()).isTrue();
            assertThat(List.of(flat(book.bids()), flat(book.asks()))).isEqualTo(keeps.books.get(book.updateId()));
        }
        assertThatThrownBy(() -> session.book("BTC-USDC", DEPTH))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'BTC-USDC'")
                .hasMessageContaining("it trades BTC-USDT, ETH-USDT, SOL-USDT; did you mean BTC-USDT?");
        assertThatThrownBy(() -> session.book("BTC-USDT", 0)).isInstanceOf(BadInput.class);
    }

    private static List<BigDecimal> flat(List<BookView.Level> levels) {
        return levels.stream()
                .flatMap(l -> List.of(l.price(), l.size()).stream())
                .toList();
    }

    @Test
    void ourOwnOrdersAreMarkedInTheBook() throws Exception {
        var session = scene.running();
        var seen = new ArrayList<BookView>();
        until(() -> {
            try {
                seen.add(session.book("BTC-USDT", 50));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ours(seen.getLast()).findAny().isPresent();
        });
        var book = seen.getLast();
        assertThat(ours(book))
                .allSatisfy(level -> assertThat(book.own())
                        .anySatisfy(o -> assertThat(
                                        ((trysail.model.Terms.Limit) o.order().terms()).price())
                                .isEqualByComparingTo(level.price())));
    }

    private static java.util.stream.Stream<BookView.Level> ours(BookView book) {
        return java.util.stream.Stream.concat(book.bids().stream(), book.asks().stream())
                .filter(l -> l.ours().signum() > 0);
    }

    @Test
    void barsAreTheVenuesAndAskedForOnceASecondAtMost() throws Exception {
        var session = scene.running();
        var began = System.nanoTime();
        var asked = klines();
        var bars = session.bars("BTC-USDT", MINUTE, 30);
        for (var i = 0; i < 50; i++) {
            var again = session.bars("BTC-USDT", MINUTE, 20);
            if (klines() - asked > 1) {
                break; // a slow machine: a second is over, and they were rightly asked for anew
            }
            assertThat(again).isEqualTo(bars.subList(10, 30));
        }
        var seconds = (System.nanoTime() - began) / 1_000_000_000L;
        assertThat(klines() - asked).isBetween(1L, 1 + seconds);

        var context = SessionContext.standalone("witness");
        var venue = new BinanceVenue(context, scene.exchange.restUri(), scene.exchange.wsUri(), Optional.empty(), 1);
        try (var client = venue.client()) {
            var theirs = client.bars(
                    bars.getFirst().instrument(), MINUTE, 31, context.clock().deadline(Duration.ofSeconds(60)));
            assertThat(theirs).containsAll(bars.subList(0, 29)); // the last one still runs
        }
        assertThatThrownBy(() -> session.bars("BTC-USDT", Duration.ofSeconds(7), 3))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1m");
        stopped(session);
        assertThat(session.bars("BTC-USDT", MINUTE, 30)).isEqualTo(bars); // the last known
        assertThat(session.bars("ETH-USDT", MINUTE, 30)).isEmpty();
    }

    private long klines() {
        return record.requests().stream()
                .filter(r -> r.path().contains("klines"))
                .count();
    }

    @Test
    void theScopeHoldsTheTasksThatAThreadDumpShows() throws Exception {
        var session = scene.running();
        var file = directory.resolve("threads.json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
        var scope = session.scopes();

        var dumped = new TreeSet<Long>();
        for (var container : new ObjectMapper().readTree(file.toFile()).at("/threadDump/threadContainers")) {
            if (container.get("container").asText().startsWith(session.name() + "/")
                    || container.get("container").asText().equals(session.name())) {
                container.get("threads").forEach(t -> dumped.add(t.get("tid").asLong()));
            }
        }
        assertThat(scope.tasks()).extracting(ScopeView.Task::id).containsExactlyInAnyOrderElementsOf(dumped);
        assertThat(scope.tasks())
                .extracting(ScopeView.Task::name)
                .containsExactly(
                        session.name() + "/stop",
                        session.name() + "/account",
                        session.name() + "/order-loop",
                        session.name() + "/feed",
                        session.name() + "/coordinator",
                        session.name() + "/health",
                        session.name() + "/sweep",
                        session.name() + "/account-watch",
                        session.name() + "/clock");
        assertThat(scope.beside())
                .extracting(ScopeView.Task::name)
                .contains(session.name() + "/owner", session.name() + "/supervisor");
        assertThat(task(scope, "stop").at().on()).isEqualTo("a request to stop");
        assertThat(task(scope, "health").at().on()).isEqualTo("sleep · Ring.runHealth");
        assertThat(task(scope, "feed").holds()).extracting(LedgerLine::kind).contains("socket");
        until(() ->
                task(session.scopes(), "coordinator").at().on().equals("take from channel events · Coordinator.run"));
        until(() -> task(session.scopes(), "feed").at().on().startsWith("socket read"));
        assertThat(scope.held())
                .extracting(h -> h.name() + " " + h.state())
                .containsSubsequence(
                        "log open", "journal open", "venue open", "clients open", "market open", "orders open")
                .allSatisfy(h -> assertThat(h).endsWith(" open"));
    }

    private static ScopeView.Task task(ScopeView scope, String name) {
        return scope.tasks().stream()
                .filter(t -> t.name().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLedgerSaysWhoOpenedWhatAndWithATraceWhere() throws Exception {
        var session = scene.sessions.start(scene.spec(new SessionScene.Rests(1)).traceLedger(true));
        until(() -> !session.orders().isEmpty());

        assertThat(session.ledger())
                .anySatisfy(line -> {
                    assertThat(line.kind()).isEqualTo("order");
                    assertThat(line.by()).isEqualTo(session.name() + "/order-loop");
                    assertThat(line.stack().orElseThrow()).contains("WorkingOrders", "OrderLoop");
                })
                .anySatisfy(line -> {
                    assertThat(line.kind()).isEqualTo("socket");
                    assertThat(line.by()).isEqualTo(session.name() + "/feed");
                });
    }

    @Test
    void aSessionThatStillOpensShowsWhatThereIs() throws Exception { // A8
        scene.exchange.inject(Fault.parse("latency:2s"));
        var session = scene.start(new SessionScene.Rests(1));

        assertThat(session.state()).isInstanceOf(SessionState.Opening.class);
        assertThat(session.orders()).isEmpty();
        assertThat(session.fills(5)).isEmpty();
        assertThat(session.positions()).isEmpty();
        assertThat(session.profits()).hasSize(1);
        assertThat(session.snapshot().vitals().venue().light()).isEqualTo(Vitals.Light.YELLOW);
        assertThatThrownBy(() -> session.book("BTC-USDT", DEPTH)).isInstanceOf(NotNow.class);
        assertThatThrownBy(() -> session.bars("BTC-USDT", MINUTE, 3)).isInstanceOf(NotNow.class);
        until(() -> session.scopes().beside().stream()
                .anyMatch(t ->
                        t.name().endsWith("/open-instruments") && t.at().state().equals("waiting")));
        var receipt = stopped(session);
        assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
        everyLook(session);
    }

    @Test
    void aSessionThatStopsCanBeWatchedToItsEnd() throws Exception { // A5
        var strategy = new SessionScene.Rests(8);
        var session = scene.start(strategy);
        until(() -> record.workingOrders().size() == 8 && bids(session) == DEPTH);
        scene.exchange.inject(Fault.parse("latency:100ms"));
        session.stop(new trysail.scope.StopReason.StopRequested("test"));

        var looks = 0;
        while (!(session.state() instanceof SessionState.Stopped)) {
            everyLook(session);
            looks++;
        }
        assertThat(looks).isPositive();
        var receipt = session.await();
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        stalls.assertStop(receipt, Duration.ofSeconds(5));

        everyLook(session);
        assertThat(session.orders()).isEmpty();
        assertThat(session.ledger()).isEmpty();
        assertThat(session.scopes().tasks()).isEmpty();
        assertThat(session.scopes().held())
                .allSatisfy(h -> assertThat(h.state()).isEqualTo("closed"));
        var last = session.snapshot();
        assertThat(last.age()).isEqualTo(session.snapshot().age());
        assertThat(last.vitals().venue().light()).isEqualTo(Vitals.Light.RED);
        assertThat(session.book("BTC-USDT", DEPTH).own()).isEmpty();
        assertThat(session.book("BTC-USDT", DEPTH).bids()).hasSize(DEPTH);
    }

    private static int bids(Session session) {
        try {
            return session.book("BTC-USDT", DEPTH).bids().size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLookThatHangsAtTheVenueDoesNotHoldTheStop() throws Exception {
        var session = scene.start(new SessionScene.BuysOnce());
        until(() -> session.state() instanceof SessionState.Running);
        scene.exchange.inject(Fault.parse("latency:4s"));
        try (var asker = Executors.newSingleThreadExecutor()) {
            var asked = klines();
            var look = asker.submit(() -> session.bars("BTC-USDT", MINUTE, 5));
            until(() ->
                    klines() > asked || session.scopes().beside().stream().anyMatch(t -> t.by().startsWith("pool-")));
            scene.exchange.inject(Fault.parse("latency:0ms"));
            var receipt = stopped(session);

            assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
            stalls.assertStop(receipt, Duration.ofSeconds(2));
            try {
                assertThat(look.get())
                        .as("it was on its way to the venue only when answers came at once again")
                        .isNotEmpty();
            } catch (ExecutionException cut) {
                assertThat(cut).hasCauseInstanceOf(NotNow.class);
            }
        }
    }

    @Test
    void aBusyStrategyKeepsNobodyWaitingForTheBookForLong() throws Exception {
        var busy = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        var session = scene.start((event, state) -> {
            try {
                busy.countDown();
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
        busy.await();

        assertThatThrownBy(() -> session.book("BTC-USDT", DEPTH))
                .isInstanceOf(NotNow.class)
                .hasMessageContaining("within a second");
        assertThat(session.snapshot().working()).isZero(); // the other looks need no coordinator
        assertThat(task(session.scopes(), "coordinator").at().on()).startsWith("a latch · LooksTest.");
        free.countDown();
        assertThat(session.book("BTC-USDT", DEPTH).instrument().symbol()).isEqualTo("BTC-USDT");
    }

    @Test
    void manyLooksFromFourThreadsDisturbNothing() throws Exception {
        var session = scene.running();
        until(() -> !session.fills(1).isEmpty() || record.ordersEver() > 6);
        var before = record.requests().stream()
                .filter(r -> r.path().contains("klines"))
                .count();
        var began = System.nanoTime();
        try (var lookers = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (var i = 0; i < 4; i++) {
                all.add(() -> {
                    for (var look = 0; look < 100; look++) { // far more than fifty a second
                        everyLook(session);
                    }
                    return null;
                });
            }
            for (var done : lookers.invokeAll(all)) {
                done.get();
            }
        }
        var seconds = (System.nanoTime() - began) / 1_000_000_000L;
        assertThat(record.requests().stream()
                                .filter(r -> r.path().contains("klines"))
                                .count()
                        - before)
                .isLessThanOrEqualTo(seconds + 2);
        var vitals = session.snapshot().vitals();
        assertThat(vitals.denied()).isZero();
        assertThat(vitals.venue().connects()).isEqualTo(1);
        assertThat(vitals.venue().gaps()).isZero();
        assertThat(vitals.venue().light()).isEqualTo(Vitals.Light.GREEN);
        assertThat(vitals.framesPerSecond()).isPositive();
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).as(receipt.toText()).isZero();
        assertThat(receipt.errors()).isEmpty();
        assertThat(receipt.left().isEmpty()).as(receipt.toText()).isTrue();
        assertThat(record.workingOrders()).isEmpty();
        assertThat(receipt.fills())
                .isEqualTo(
                        record.orders().stream().mapToInt(o -> o.fills().size()).sum());
    }

    private static void everyLook(Session session) throws InterruptedException {
        assertThat(session.snapshot().vitals().queues())
                .allSatisfy(q -> assertThat(q.waiting()).isLessThanOrEqualTo(q.capacity()));
        session.orders();
        session.fills(100);
        session.positions();
        assertThat(session.profits()).isNotEmpty();
        session.scopes();
        session.ledger();
        try {
            session.book("BTC-USDT", DEPTH);
            session.bars("BTC-USDT", MINUTE, 5);
        } catch (NotNow e) {
            assertThat(session.state()).isNotInstanceOf(SessionState.Running.class);
        }
    }
}
