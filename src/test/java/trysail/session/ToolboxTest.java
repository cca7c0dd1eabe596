package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trysail.session.SessionScene.stopped;
import static trysail.session.SessionScene.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.exchange.Book;
import trysail.fault.Fault;
import trysail.look.Recorded;
import trysail.look.SessionState;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Fill;
import trysail.model.Intent;
import trysail.model.MarketEvent;
import trysail.model.OrderEvent;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.simulator.play.Speed;
import trysail.simulator.record.VenueRecord.ConnectionSeen;
import trysail.strategy.MarketState;
import trysail.strategy.Strategies;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/** What a user does to a session's exchange, streams and frames while it runs; the venue's record is the witness. */
class ToolboxTest {
    @TempDir
    private Path journals;

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
    }

    private SessionSpec own() {
        return SessionSpec.paper().journal(journals);
    }

    private static Session running(Sessions sessions, SessionSpec spec) throws Exception {
        var session = sessions.start(spec);
        until(() -> session.state() instanceof SessionState.Running
                && session.snapshot().frames() > 0);
        return session;
    }

    @Test
    void aFaultHitsEverySessionOnTheSharedExchangeAndNobodyElse() throws Exception {
        var sessions = new Sessions();
        try (var one = running(sessions, own());
                var two = running(sessions, own());
                var apart = running(sessions, own().seed(5).feed("synthetic:5"))) {
            assertThat(one.inject(Fault.parse("latency:1ms"))).containsExactly(two.name());
            assertThat(two.faults()).containsExactly("latency:1ms±0");
            assertThat(apart.faults()).isEmpty();
            assertThat(two.clearFaults()).containsExactly(one.name());
            assertThat(one.faults()).isEmpty();
            assertThat(apart.inject(Fault.parse("gap"))).isEmpty();
        }
        assertThat(sessions.running()).isEmpty();
    }

    @Test
    void anExchangeElsewhereTakesNoFaults() throws Exception {
        try (var scene = SessionScene.open(journals)) {
            var session = scene.running();
            assertThatThrownBy(() -> session.inject(Fault.parse("mute")))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("faults can be injected into the embedded simulator alone");
            assertThat(session.faults()).isEmpty();
            assertThat(stopped(session).exitCode()).isZero();
            assertThatThrownBy(() -> session.inject(Fault.parse("mute"))).hasMessageContaining("is over");
            assertThatThrownBy(session::reconnect).hasMessageContaining("is over");
            assertThatThrownBy(() -> session.record(journals.resolve("x"), false, line -> {}))
                    .hasMessageContaining("is over");
        }
    }

    @Test
    void reconnectCutsEachStreamOnceAndBringsItBackWithItsBooksAndOrders() throws Exception { // F9
        try (var scene = SessionScene.open(journals)) {
            var record = scene.exchange.record();
            var heard = new CopyOnWriteArrayList<FeedNotice.Kind>();
            var books = new CopyOnWriteArrayList<BookDelta>();
            var rests = new SessionScene.Rests(3);
            var session = scene.start((event, state) -> {
                if (event instanceof FeedNotice notice) {
                    heard.add(notice.kind());
                } else if (event instanceof BookDelta book && book.snapshot()) {
                    books.add(book);
                }
                return rests.onEvent(event, state);
            });
            var instruments = scene.exchange.instruments().size();
            until(() -> rests.done() && record.workingOrders().size() == 3 && books.size() == instruments);
            var before = Map.copyOf(subscriptions(record.connections()));

            var back = session.reconnect().await(soon());

            assertThat(back.complete()).isTrue();
            assertThat(back.market().orElseThrow()).isBetween(Duration.ZERO, Duration.ofSeconds(60));
            assertThat(back.account()).isPresent();
            assertThat(record.connectionsEver()).isEqualTo(4);
            assertThat(record.awaitOpenConnections(2, soon())).isTrue();
            until(() -> books.size() == 2 * instruments);
            assertThat(heard).containsExactly(FeedNotice.Kind.LIVE, FeedNotice.Kind.LOST, FeedNotice.Kind.LIVE);
            assertThat(subscriptions(record.connections())).isEqualTo(before);
            assertThat(record.workingOrders()).hasSize(3);
            assertThat(record.ordersEver()).isEqualTo(3);

            for (var i = 0; i < 5; i++) { // harmless when repeated, and during the stop
                session.reconnect();
            }
            session.reconnect();
            var receipt = stopped(session);
            assertThat(receipt.exitCode()).isZero();
            assertThat(record.workingOrders()).isEmpty();
            assertThat(record.awaitOpenConnections(0, soon())).isTrue();
        }
    }

    private static Map<String, Integer> subscriptions(List<ConnectionSeen> connections) {
        var all = new ConcurrentHashMap<String, Integer>();
        connections.stream()
                .filter(ConnectionSeen::open)
                .flatMap(c -> c.subscriptions().stream())
                .filter(s -> s.contains("@")) // an account's stream has another key each time
                .forEach(s -> all.merge(s, 1, Integer::sum));
        return all;
    }

    @Test
    void fillsDuringReconnectsAreCountedOnce() throws Exception { // F9, C9, C11
        try (var scene = SessionScene.open(journals)) {
            var counted = new ConcurrentHashMap<String, Integer>();
            var quoter = Strategies.named("quoter");
            var session = scene.start(new Strategy() {
                @Override
                public List<Intent> onEvent(MarketEvent event, MarketState state) {
                    return quoter.onEvent(event, state);
                }

                @Override
                public List<Intent> onOrder(OrderEvent event, MarketState state) {
                    if (event instanceof OrderEvent.Filled filled) {
                        counted.merge(key(filled.fill()), 1, Integer::sum);
                    }
                    return quoter.onOrder(event, state);
                }
            });
            until(() -> session.snapshot().fills() >= 1);
            scene.exchange.inject(Fault.parse("mute"));
            until(() -> session.snapshot().dataAge().orElseThrow().toMillis() > 300);
            var known = session.snapshot().fills();
            until(() -> atVenue(scene).size() > known); // unheard: the streams are silent, the venue trades on
            scene.exchange.clearFaults();
            for (var cut = 0; cut < 3; cut++) {
                assertThat(session.reconnect().await(soon()).complete()).isTrue();
            }
            until(() -> session.snapshot().fills() > known);
            var receipt = stopped(session);
            var atVenue = atVenue(scene);
            assertThat(receipt.exitCode()).isZero();
            assertThat(receipt.fills()).isEqualTo(atVenue.size());
            assertThat(counted.values()).allMatch(n -> n == 1);
            assertThat(atVenue).containsAll(counted.keySet());
        }
    }

    private static Set<String> atVenue(SessionScene scene) {
        var fills = new HashSet<String>();
        scene.exchange.record().orders().forEach(o -> o.fills().forEach(f -> fills.add(key(f))));
        return fills;
    }

    private static String key(Fill fill) {
        return fill.symbol() + fill.tradeId();
    }

    /** Keeps the books as the strategy sees them. */
    private static final class Books implements Strategy {
        final Map<String, Book> books = new ConcurrentHashMap<>();
        final List<FeedNotice.Kind> heard = new CopyOnWriteArrayList<>();

        @Override
        public List<Intent> onEvent(MarketEvent event, MarketState state) {
            if (event instanceof BookDelta delta) {
                books.computeIfAbsent(delta.instrument().symbol(), s -> new Book(delta.instrument()))
                        .apply(delta);
            } else if (event instanceof FeedNotice notice) {
                heard.add(notice.kind());
            }
            return List.of();
        }

        List<String> tops() {
            var tops = new ArrayList<String>();
            books.values().forEach(b -> tops.add(b.instrument() + " " + b.updateId() + " " + pairs(b)));
            tops.sort(null);
            return tops;
        }

        private static String pairs(Book book) {
            var text = new StringBuilder();
            var bids = book.topBids(20);
            var asks = book.topAsks(20);
            for (var i = 0; i < bids.count(); i++) {
                text.append(bids.price(i)).append('x').append(bids.size(i)).append(' ');
            }
            for (var i = 0; i < asks.count(); i++) {
                text.append(asks.price(i)).append('x').append(asks.size(i)).append(' ');
            }
            return text.toString();
        }
    }

    @Test
    void whatIsRecordedFromTheMiddleReplaysFrameByFrameToTheSameBooks() throws Exception {
        var sessions = new Sessions();
        var file = journals.resolve("middle.raw.gz");
        var live = new Books();
        Recorded done;
        try (var session = running(sessions, own().strategy(live))) {
            until(() -> live.books.size() == 3);
            session.record(file, false, line -> {});
            until(() -> session.recording().orElseThrow().frames() > 1_000);
            assertThatThrownBy(() -> session.record(journals.resolve("other"), false, line -> {}))
                    .hasMessageContaining("is being recorded already to " + file);
            done = session.stopRecording().orElseThrow();
            assertThat(session.stopRecording()).isEmpty();
        }
        assertThat(done.books()).isEqualTo(3);
        assertThat(done.dropped()).isZero();
        assertThat(done.trouble()).isEmpty();
        var own = new PlainBooks(file);
        assertThat(own.firstLines).allMatch(l -> l.contains("lastUpdateId")).hasSize(3);

        var replayed = new Books();
        var replay = sessions.start(
                own().mode("replay").feed("recording:" + file).speed(Speed.MAX).strategy(replayed));
        var receipt = replay.await();
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.marketEvents()).isEqualTo(done.frames());
        assertThat(replayed.heard).containsExactly(FeedNotice.Kind.LIVE);
        assertThat(replayed.tops()).isEqualTo(own.tops());
    }

    @Test
    void whatIsRecordedThroughAReconnectReplaysToTheSameBooksToo() throws Exception {
        var sessions = new Sessions();
        var file = journals.resolve("mended.raw.gz");
        Recorded done;
        try (var session = running(sessions, own())) {
            session.record(file, false, line -> {});
            until(() -> session.recording().orElseThrow().frames() > 200);
            assertThat(session.reconnect().await(soon()).complete()).isTrue();
            until(() -> session.recording().orElseThrow().books() == 6);
            var then = session.recording().orElseThrow().frames();
            until(() -> session.recording().orElseThrow().frames() > then + 500);
            done = session.stopRecording().orElseThrow();
        }
        var replayed = new Books();
        var replay = sessions.start(
                own().mode("replay").feed("recording:" + file).speed(Speed.MAX).strategy(replayed));
        var receipt = replay.await();
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.marketEvents()).isEqualTo(done.frames());
        assertThat(replayed.heard).contains(FeedNotice.Kind.LIVE); // and a GAP, if a change was missed meanwhile
        assertThat(replayed.tops()).isEqualTo(new PlainBooks(file).tops());
    }

    @Test
    void theSessionsEndEndsTheRecordingAndClosesItsFile() throws Exception {
        var sessions = new Sessions();
        var file = journals.resolve("until-the-end.raw.gz");
        var session = running(sessions, own());
        session.record(file, false, line -> {});
        until(() -> session.recording().orElseThrow().frames() > 50);
        assertThat(session.leftNow()).contains("file until-the-end.raw.gz");
        var receipt = stopped(session);
        assertThat(receipt.exitCode()).isZero();
        assertThat(receipt.toText()).containsPattern("journal +\\d+ frames recorded · \\d+ entries synced");
        assertThat(session.recording()).isEmpty();
        assertThat(new PlainBooks(file).frames).isGreaterThan(50); // its gzip data are whole
    }

    @Test
    void aDiskThatFailsEndsTheRecordingWithOneLineAndNotTheSession() throws Exception {
        var full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
        var news = new CopyOnWriteArrayList<String>();
        try (var session = running(new Sessions(), own())) {
            session.record(full, true, news::add);
            until(() -> !news.isEmpty());
            var frames = session.snapshot().frames();
            until(() -> session.snapshot().frames() > frames);
            session.record(journals.resolve("next.raw"), false, news::add); // a failed one is no obstacle
            assertThat(session.state()).isInstanceOf(SessionState.Running.class);
            assertThat(stopped(session).exitCode()).isZero();
        }
        assertThat(news)
                .singleElement()
                .asString()
                .contains("recording /dev/full: cannot be written (No space left on device)");
    }
}
