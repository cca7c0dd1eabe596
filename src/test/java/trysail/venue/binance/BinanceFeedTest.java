package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trysail.Stalls;
import trysail.exchange.ExchangeException;
import trysail.feed.SnapshotSource;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Levels;
import trysail.model.Quote;
import trysail.stream.Trail;
import trysail.wire.ws.WsEnd;

class BinanceFeedTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    private static final String QUOTE = FakeVenue.quote("61800.20", "61800.30");

    private final AtomicLong snapshotId = new AtomicLong(100);
    private final SnapshotSource snapshots = instrument -> new BookDelta(
            instrument,
            true,
            Levels.of(new long[] {618_000, 1_000}, 1),
            Levels.of(new long[] {618_010, 2_000}, 1),
            snapshotId.get(),
            Instant.EPOCH);
    private FakeVenue venue;

    @BeforeEach
    void open() throws InterruptedException {
        venue = new FakeVenue();
    }

    @AfterEach
    void close() throws InterruptedException {
        venue.close();
    }

    @Test
    void isLiveOnceAllIsGrantedAndSomethingIsHeard() throws InterruptedException {
        try (var running = new RunningFeed(venue.uri(), snapshots)) {
            venue.asked.await(m -> true, 3);
            assertThat(running.trail.items()).isEmpty();
            Trail.until(() -> running.subscribed().size() == 3);
            venue.say(QUOTE);
            running.trail.await(Quote.class::isInstance);

            assertThat(running.trail.items().getFirst())
                    .isInstanceOfSatisfying(
                            FeedNotice.class, n -> assertThat(n.kind()).isEqualTo(FeedNotice.Kind.LIVE));
            assertThat(venue.paths.items()).containsExactly("/public/stream");
            assertThat(FakeVenue.kinds(venue.asked.items())).containsExactly("bookTicker", "trade", "depth@100ms");
            Trail.until(() -> running.feed.stats().frames() == 1); // counted once it was handed on
            assertThat(running.feed.stats().connects()).isEqualTo(1);
        }
    }

    @Test
    void refusedStreamsAreAskedForInTheirNextBestForm() throws InterruptedException {
        venue.refused = Set.of("trade", "depth@100ms");
        try (var running = new RunningFeed(venue.uri(), snapshots)) {
            Trail.until(() -> running.subscribed().size() == 2
                    && running.subscribedBeside().size() == 1);

            assertThat(running.subscribed()).containsExactly("btcusdt@bookTicker", "btcusdt@depth@250ms");
            assertThat(running.subscribedBeside()).containsExactly("btcusdt@aggTrade");
            assertThat(venue.paths.items()).containsExactly("/public/stream", "/market/stream");
        }
    }

    @Test
    void aStreamThatIsRefusedForGoodEndsTheFeedWithItsName() throws InterruptedException {
        venue.refused = Set.of("bookTicker");
        try (var running = new RunningFeed(venue.uri(), snapshots)) {
            assertThat(running.awaitEnd().orElseThrow())
                    .isInstanceOf(ExchangeException.Refused.class)
                    .hasMessageContaining("btcusdt@bookTicker");
            running.awaitNothingLeft();
        }
    }

    // D12
    @Test
    void aMissingChangeIsToldAndTheBookFetchedAnew() throws InterruptedException {
        try (var running = live()) {
            venue.say(FakeVenue.diff(99, 101, 98, "[[\"61799.90\",\"1\"]]", "[]"));
            running.awaitBook(1);
            snapshotId.set(200);
            venue.say(FakeVenue.diff(150, 201, 149, "[]", "[[\"61801.50\",\"3\"]]"));
            running.awaitNotice(FeedNotice.Kind.GAP, 1);
            running.awaitBook(2);
            running.trail.await(e -> e instanceof BookDelta d && !d.snapshot() && d.updateId() == 201);

            assertThat(running.feed.stats().gaps()).isEqualTo(1);
        }
    }

    // D12
    @Test
    void aCrossedBookIsToldAndFetchedAnew() throws InterruptedException {
        try (var running = live()) {
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            running.awaitBook(1);
            snapshotId.set(300);
            venue.say(FakeVenue.diff(102, 300, 101, "[[\"61802.00\",\"1\"]]", "[]"));
            running.awaitNotice(FeedNotice.Kind.CROSSED, 1);
            venue.say(FakeVenue.diff(301, 302, 300, "[[\"61802.00\",\"0\"]]", "[]"));
            running.awaitBook(2);
        }
    }

    // D12
    @Test
    void aCrossedQuoteVoidsTheBook() throws InterruptedException {
        try (var running = live()) {
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            running.awaitBook(1);
            venue.say(FakeVenue.quote("61801.00", "61800.90"));
            running.awaitNotice(FeedNotice.Kind.CROSSED, 1);
            running.awaitBook(2);
        }
    }

    // D6
    @Test
    void aLostConnectionIsMadeAgainWithAllItsSubscriptions() throws InterruptedException {
        try (var running = live()) {
            var before = running.subscribed();
            venue.closeAll(1001);
            running.awaitNotice(FeedNotice.Kind.LOST, 1);
            venue.asked.await(m -> true, 6);
            Trail.until(() -> running.subscribed().size() == 3);
            venue.say(QUOTE);
            running.awaitNotice(FeedNotice.Kind.LIVE, 2);

            assertThat(running.subscribed()).isEqualTo(before);
            assertThat(running.feed.stats().connects()).isEqualTo(2);
        }
    }

    // D7
    @Test
    void manyCutsNeverLeadToTwoConnectionsOrTwoSubscriptions() throws InterruptedException {
        try (var running = live()) {
            for (var i = 1; i <= 20; i++) {
                venue.closeAll(1001);
                running.awaitNotice(FeedNotice.Kind.LOST, i);
                venue.asked.await(m -> true, 3 * (i + 1));
                Trail.until(() -> running.subscribed().size() == 3);
            }
            assertThat(running.trail.of(FeedNotice.class))
                    .filteredOn(n -> n.kind() == FeedNotice.Kind.LOST)
                    .hasSize(20)
                    .allMatch(n -> n.detail().contains("1001"));
            assertThat(venue.asked.items()).hasSize(63);
            assertThat(venue.paths.items()).hasSize(21);
            assertThat(venue.mostConnections()).isEqualTo(1);
        }
    }

    // D4
    @Test
    void pongsDoNotKeepAFeedWithoutDataAlive() throws InterruptedException {
        SnapshotSource moving = instrument -> {
            snapshotId.incrementAndGet();
            return snapshots.fetch(instrument);
        };
        try (var running = new RunningFeed(
                venue.uri(), moving, Duration.ofMillis(500), Duration.ofMillis(1200), RunningFeed.LONG)) {
            running.awaitLost("is silent and so are all others");
            Trail.until(() -> venue.paths.items().size() >= 2);
        }
    }

    @Test
    void subscriptionsThatAreNeverAnsweredCutTheConnection() throws InterruptedException {
        venue.answers = false;
        try (var running =
                new RunningFeed(venue.uri(), snapshots, RunningFeed.LONG, RunningFeed.LONG, Duration.ofMillis(300))) {
            running.awaitLost("not acknowledged");
        }
    }

    @Test
    void pingsOfTheVenueAreAnswered() throws InterruptedException {
        try (var running = live()) {
            venue.ping();
            venue.pongs.await(p -> true);
        }
    }

    @Test
    void aMalformedFrameEndsTheConnectionAndItIsMadeAgain() throws InterruptedException {
        try (var running = live()) {
            venue.say(
                    "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"x\"}}");
            var lost = (FeedNotice) running.awaitNotice(FeedNotice.Kind.LOST, 1);

            assertThat(lost.detail()).contains("malformed");
            venue.asked.await(m -> true, 6);
        }
    }

    @Test
    void theEndOfARecordingEndsTheRunOnceBooksAreSettled() throws InterruptedException {
        try (var running = live()) {
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            venue.closeAll(WsEnd.END_OF_FEED);

            assertThat(running.awaitEnd()).isEmpty();
            assertThat(running.trail.of(BookDelta.class)).isNotEmpty();
            running.awaitNothingLeft();
        }
    }

    @Test
    void farewellSaysUnsubscribeAndTheVenueSeesTheEnd() throws InterruptedException {
        try (var running = live()) {
            running.feed.farewell();
            venue.asked.await(m -> m.contains("UNSUBSCRIBE"));
            running.stop();

            Trail.until(() -> venue.connections() == 0);
            running.awaitNothingLeft();
        }
    }

    @Test
    void aConnectionThatWeLeaveIsNotLost() throws InterruptedException {
        try (var running = live()) {
            running.feed.farewell();
            venue.paths.await(p -> true, 2); // the first one has ended: were it lost, that had been told before
            running.stop();

            assertThat(running.trail.of(FeedNotice.class)).noneMatch(n -> n.kind() == FeedNotice.Kind.LOST);
        }
    }

    // A17
    @Test
    void stopsAtOnceWhileTheVenueIsAway() throws InterruptedException {
        var gone = venue.uri();
        venue.close();
        try (var running = new RunningFeed(gone, snapshots)) {
            running.awaitNotice(FeedNotice.Kind.LOST, 3);

            var began = System.nanoTime();
            running.stop();
            stalls.assertSince(began, Duration.ofMillis(500));
            assertThat(running.awaitEnd().orElseThrow()).isInstanceOf(InterruptedException.class);
            running.awaitNothingLeft();
        }
    }

    private RunningFeed live() throws InterruptedException {
        var running = new RunningFeed(venue.uri(), snapshots);
        Trail.until(() -> running.subscribed().size() == 3);
        venue.say(QUOTE);
        running.awaitNotice(FeedNotice.Kind.LIVE, 1);
        return running;
    }
}
