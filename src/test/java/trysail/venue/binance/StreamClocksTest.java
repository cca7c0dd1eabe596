package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trysail.exchange.StreamState.Life;
import trysail.feed.SnapshotSource;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Quote;
import trysail.model.Trade;
import trysail.stream.Trail;

/** Each stream has a clock for its first frame and one for each silence; the venue is asked what a silence means. */
class StreamClocksTest {
    private static final Duration FIRST = Duration.ofMillis(400);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Instrument ETH = new Instrument(
            "ETH-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), BigDecimal.ZERO, BigDecimal.ZERO);

    private final AtomicLong bookId = new AtomicLong(100);
    private final AtomicLong tradeId = new AtomicLong(1);
    private final AtomicLong bid = new AtomicLong(618_002);
    private final AtomicBoolean talks = new AtomicBoolean(true);
    private final SnapshotSource rest = new SnapshotSource() {
        @Override
        public BookDelta fetch(Instrument instrument) {
            return new BookDelta(
                    instrument,
                    true,
                    Levels.of(new long[] {bid.get(), 1_000}, 1),
                    Levels.of(new long[] {bid.get() + 1, 2_000}, 1),
                    bookId.get(),
                    Instant.EPOCH);
        }

        @Override
        public OptionalLong lastTrade(Instrument instrument) {
            return OptionalLong.of(tradeId.get());
        }
    };
    private FakeVenue venue;

    @BeforeEach
    void open() throws InterruptedException {
        venue = new FakeVenue();
    }

    @AfterEach
    void close() throws InterruptedException {
        talks.set(false);
        venue.close();
    }

    private RunningFeed running() {
        return RunningFeed.withClocks(venue.uri(), rest, FIRST, IDLE);
    }

    /** Quotes and changes go on, and trades where {@code also} says so; the book and the trades of the venue with them. */
    private Thread market(boolean trades) {
        return Thread.startVirtualThread(() -> {
            try {
                while (talks.get()) {
                    var id = bookId.incrementAndGet();
                    tradeId.incrementAndGet();
                    venue.say(FakeVenue.quote("61800.2", "61800.3"));
                    venue.say(FakeVenue.diff(id, id, id - 1, "[]", "[]"));
                    if (trades) {
                        venue.say(trade(id));
                    }
                    Thread.sleep(20);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static String trade(long id) {
        return "{\"stream\":\"x\",\"data\":{\"e\":\"trade\",\"E\":2,\"T\":1,\"s\":\"BTCUSDT\",\"t\":" + id
                + ",\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}}";
    }

    // G1
    @Test
    void anAcknowledgementIsNoSignOfLife() throws InterruptedException {
        try (var running = RunningFeed.withClocks(venue.uri(), rest, RunningFeed.LONG, RunningFeed.LONG)) {
            Trail.until(() -> running.subscribed().size() == 3);
            assertThat(running.life("btcusdt@trade")).contains(Life.ASKED);
            venue.say(trade(7));
            running.trail.await(Trade.class::isInstance);

            Trail.until(() -> running.life("btcusdt@trade").orElseThrow() == Life.LIVE);
            assertThat(running.life("btcusdt@bookTicker")).contains(Life.ASKED);
        }
    }

    // G1
    @Test
    void tradesThatAreGrantedAndNeverComeAreAskedForElsewhere() throws InterruptedException {
        try (var running = running()) {
            market(false);
            venue.paths.await("/market/stream"::equals);
            Trail.until(() -> running.subscribedBeside().equals(List.of("btcusdt@aggTrade")));
            venue.asked.await(m -> m.contains("UNSUBSCRIBE") && m.contains("btcusdt@trade"));
            venue.say(trade(9).replace("trade\"", "aggTrade\"").replace("\"t\":", "\"a\":"));
            running.trail.await(Trade.class::isInstance);

            assertThat(running.trail.of(FeedNotice.class)).noneMatch(n -> n.kind() == FeedNotice.Kind.LOST);
        }
    }

    // G12
    @Test
    void aQuietInstrumentIsNotADeadStream() throws InterruptedException {
        try (var running = running()) {
            venue.asked.await(m -> true, 3);
            venue.say(FakeVenue.quote("61800.2", "61800.3"));
            Trail.until(() -> running.feed.stats().streams().stream().allMatch(s -> s.life() == Life.QUIET));
            running.awaitBook(1); // which no change had asked for

            assertThat(venue.paths.items()).containsExactly("/public/stream");
            assertThat(running.trail.of(FeedNotice.class)).noneMatch(n -> n.kind() == FeedNotice.Kind.LOST);
            venue.say(FakeVenue.quote("61800.1", "61800.3"));
            Trail.until(() -> running.life("btcusdt@bookTicker").orElseThrow() == Life.LIVE);
        }
    }

    @Test
    void aStreamThatHasNothingBetterIsAskedForOnceMoreAndThenTheConnectionIsMadeAnew() throws InterruptedException {
        try (var running = running()) {
            var talking = Thread.startVirtualThread(() -> {
                try {
                    while (talks.get()) {
                        var id = bookId.incrementAndGet();
                        bid.incrementAndGet();
                        venue.say(FakeVenue.diff(id, id, id - 1, "[]", "[]"));
                        venue.say(trade(tradeId.incrementAndGet()));
                        Thread.sleep(20);
                    }
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(talking.isAlive()).isTrue();
            running.awaitLost("btcusdt@bookTicker is silent");

            assertThat(venue.asked.items().stream()
                            .filter(m -> m.contains("\"SUBSCRIBE\"") && m.contains("bookTicker"))
                            .limit(2))
                    .hasSize(2);
        }
    }

    // G1
    @Test
    void theOneInstrumentThatWasNeverSubscribedIsAskedForAgainAlone() throws InterruptedException {
        try (var running =
                RunningFeed.withClocks(venue.uri(), rest, FIRST, IDLE, List.of(Recording.BTC, ETH))) {
            market(true);
            venue.asked.await(m -> m.contains("\"params\":[\"ethusdt@depth@250ms\"]"));

            assertThat(venue.asked.items()).noneMatch(m -> m.contains("btcusdt@depth@250ms"));
            assertThat(running.life("btcusdt@depth@100ms")).contains(Life.LIVE);
        }
    }

    // G10
    @Test
    void updateNumbersThatBeginAgainVoidTheBook() throws InterruptedException {
        try (var running = RunningFeed.withClocks(venue.uri(), rest, RunningFeed.LONG, RunningFeed.LONG)) {
            venue.asked.await(m -> true, 3);
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            running.awaitBook(1);
            bookId.set(6);
            venue.say(FakeVenue.diff(2, 4, 1, "[]", "[]"));
            venue.say(FakeVenue.diff(5, 6, 4, "[]", "[]"));
            running.awaitNotice(FeedNotice.Kind.GAP, 1);
            running.awaitBook(2);
            venue.say(FakeVenue.diff(7, 9, 6, "[]", "[]"));
            running.trail.await(e -> e instanceof BookDelta d && d.updateId() == 9);

            assertThat(running.feed.stats().gaps()).isEqualTo(1);
        }
    }

    @Test
    void changesThatComeTwiceOrLateVoidNothing() throws InterruptedException {
        try (var running = RunningFeed.withClocks(venue.uri(), rest, RunningFeed.LONG, RunningFeed.LONG)) {
            venue.asked.await(m -> true, 3);
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            running.awaitBook(1);
            venue.say(FakeVenue.diff(102, 103, 101, "[]", "[]"));
            venue.say(FakeVenue.diff(102, 103, 101, "[]", "[]"));
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            venue.say(FakeVenue.diff(104, 105, 103, "[]", "[]"));
            running.trail.await(e -> e instanceof BookDelta d && d.updateId() == 105);

            assertThat(running.feed.stats().gaps()).isZero();
        }
    }

    @Test
    void aBookThatItsQuoteContradictsForSecondsIsFetchedAnew() throws InterruptedException {
        try (var running = RunningFeed.withClocks(venue.uri(), rest, RunningFeed.LONG, RunningFeed.LONG)) {
            venue.asked.await(m -> true, 3);
            venue.say(FakeVenue.diff(99, 101, 98, "[]", "[]"));
            running.awaitBook(1);
            bid.set(590_000);
            bookId.set(102);
            venue.say(FakeVenue.quote("59000.0", "59000.1"));
            running.trail.await(Quote.class::isInstance);
            var gap = (FeedNotice) running.awaitNotice(FeedNotice.Kind.GAP, 1);
            venue.say(FakeVenue.diff(102, 103, 101, "[]", "[]"));
            running.awaitBook(2);

            assertThat(gap.detail()).contains("59000", "61800.2");
        }
    }
}
