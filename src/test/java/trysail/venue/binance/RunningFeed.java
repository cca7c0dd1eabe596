package trysail.venue.binance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.feed.FeedTimes;
import trysail.feed.SnapshotSource;
import trysail.exchange.StreamState;
import trysail.feed.StreamFeed;
import trysail.feed.StreamPlan;
import trysail.feed.StreamSettings;
import trysail.feed.Ticket;
import trysail.model.BookDelta;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
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
    private volatile Optional<BinanceConversation> beside = Optional.empty();
    private final Thread thread;

    RunningFeed(URI origin, SnapshotSource snapshots) {
        this(origin, snapshots, LONG);
    }

    /** One that gives up an opening connection after so long. */
    RunningFeed(URI origin, SnapshotSource snapshots, Duration open) {
        this(origin, snapshots, open, LONG, LONG, LONG);
    }

    RunningFeed(URI origin, SnapshotSource snapshots, Duration transportIdle, Duration idle, Duration acknowledged) {
        this(origin, snapshots, Duration.ofSeconds(2), transportIdle, idle, acknowledged);
    }

    /** One whose streams have so long for their first frame, and may be silent for so long after it. */
    static RunningFeed withClocks(URI origin, SnapshotSource snapshots, Duration firstFrame, Duration idle) {
        return new RunningFeed(origin, snapshots, LONG, LONG, LONG, firstFrame, idle, List.of(Recording.BTC));
    }

    /** The same for these instruments. */
    static RunningFeed withClocks(
            URI origin, SnapshotSource snapshots, Duration firstFrame, Duration idle, List<Instrument> instruments) {
        return new RunningFeed(origin, snapshots, LONG, LONG, LONG, firstFrame, idle, instruments);
    }

    private RunningFeed(
            URI origin,
            SnapshotSource snapshots,
            Duration open,
            Duration transportIdle,
            Duration idle,
            Duration acknowledged) {
        this(origin, snapshots, open, transportIdle, acknowledged, idle, idle, List.of(Recording.BTC));
    }

    private RunningFeed(
            URI origin,
            SnapshotSource snapshots,
            Duration open,
            Duration transportIdle,
            Duration acknowledged,
            Duration firstFrame,
            Duration idle,
            List<Instrument> instruments) {
        var limits = new WsLimits(open, transportIdle, LONG, Duration.ofMillis(400), 4 << 20, 64);
        var times = new FeedTimes(
                acknowledged,
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                firstFrame,
                idle);
        var plan = new BinanceStreams(instruments, Optional.empty());
        feed = new StreamFeed(
                ctx,
                new StreamSettings("binance-usdm feed", limits, times, StreamSettings::systemTls, 1),
                Ticket.open(BinanceStreams.market(origin)),
                instruments,
                snapshots,
                heard -> {
                    var talk = new BinanceConversation(plan, StreamPlan.Line.MAIN, instruments, heard);
                    conversation = Optional.of(talk);
                    return talk;
                },
                plan,
                Optional.of(new StreamFeed.Second(Ticket.open(BinanceStreams.beside(origin)), heard -> {
                    var talk = new BinanceConversation(plan, StreamPlan.Line.BESIDE, instruments, heard);
                    beside = Optional.of(talk);
                    return talk;
                })));
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

    /** The same on the connection beside it. */
    List<String> subscribedBeside() {
        return beside.map(BinanceConversation::granted).orElse(List.of());
    }

    /** How a stream is, by the venue's name for it; empty when it is not asked for. */
    Optional<StreamState.Life> life(String stream) {
        return feed.stats().streams().stream()
                .filter(s -> s.name().equals(stream))
                .map(StreamState::life)
                .findFirst();
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
