package trysail.venue.binance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.feed.FeedTimes;
import trysail.feed.SnapshotSource;
import trysail.feed.StreamFeed;
import trysail.feed.StreamSettings;
import trysail.feed.Ticket;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.MarketEvent;
import trysail.scope.Ledger;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Trail;
import trysail.wire.ws.WsLimits;

/** A feed in the midst of its run, short of patience, and how it ended. */
final class RunningFeed implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(120);

    final SessionContext ctx = SessionContext.standalone("test");
    final Trail<MarketEvent> trail = new Trail<>();
    final Trail<Optional<Throwable>> ends = new Trail<>();
    final StreamFeed feed;
    private volatile Optional<BinanceConversation> conversation = Optional.empty();
    private final Thread thread;

    RunningFeed(URI origin, SnapshotSource snapshots) {
        this(origin, snapshots, LONG);
    }

    /** One that gives up an opening connection after so long. */
    RunningFeed(URI origin, SnapshotSource snapshots, Duration open) {
        this(origin, snapshots, open, LONG, LONG, LONG);
    }

    RunningFeed(
            URI origin, SnapshotSource snapshots, Duration transportIdle, Duration dataIdle, Duration acknowledged) {
        this(origin, snapshots, Duration.ofSeconds(2), transportIdle, dataIdle, acknowledged);
    }

    private RunningFeed(
            URI origin,
            SnapshotSource snapshots,
            Duration open,
            Duration transportIdle,
            Duration dataIdle,
            Duration acknowledged) {
        var limits = new WsLimits(open, transportIdle, dataIdle, Duration.ofMillis(400), 4 << 20, 64);
        var times = new FeedTimes(acknowledged, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(2));
        var instruments = List.of(Recording.BTC);
        feed = new StreamFeed(
                ctx,
                new StreamSettings("binance-usdm feed", limits, times, StreamSettings::systemTls, 1),
                Ticket.open(BinanceStreams.market(origin)),
                instruments,
                snapshots,
                heard -> {
                    var talk = new BinanceConversation(instruments, heard);
                    conversation = Optional.of(talk);
                    return talk;
                });
        thread = ctx.startVirtual("feed", () -> {
            try {
                feed.run(trail);
                ends.put(Optional.empty());
            } catch (Throwable e) {
                ends.put(Optional.of(e));
            }
        });
    }

    /** The streams that the venue has acknowledged on the connection there is. */
    List<String> subscribed() {
        return conversation.map(BinanceConversation::granted).orElse(List.of());
    }

    MarketEvent awaitNotice(FeedNotice.Kind kind, int count) throws InterruptedException {
        return trail.await(e -> e instanceof FeedNotice n && n.kind() == kind, count);
    }

    /** Lost for this reason, whatever else a slow machine makes of it before. */
    void awaitLost(String detail) throws InterruptedException {
        trail.await(e -> e instanceof FeedNotice n
                && n.kind() == FeedNotice.Kind.LOST
                && n.detail().contains(detail));
    }

    void awaitBook(int snapshots) throws InterruptedException {
        trail.await(e -> e instanceof BookDelta d && d.snapshot(), snapshots);
    }

    Optional<Throwable> awaitEnd() throws InterruptedException {
        return ends.await(e -> true);
    }

    /** Whether it has begun to connect, however that ended. */
    boolean hasTried() {
        return !ctx.ledger().entries(Ledger.Kind.WEBSOCKET).isEmpty()
                || !trail.of(FeedNotice.class).isEmpty();
    }

    /** Interrupts and closes as a session does; how long that took. */
    Duration stop() throws InterruptedException {
        var from = SessionClock.SYSTEM.nanos();
        thread.interrupt();
        feed.close();
        thread.join(Duration.ofSeconds(60));
        return Duration.ofNanos(SessionClock.SYSTEM.nanos() - from);
    }

    /** What a session would find left in its ledger, once dying threads are dead. */
    void awaitNothingLeft() throws InterruptedException {
        Trail.until(() -> ctx.ledger().entries().isEmpty());
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
