package trysail.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import trysail.feed.StreamPlan.Line;
import trysail.json.MalformedFrame;
import trysail.model.FeedNotice;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.scope.SessionClock;
import trysail.wire.ws.WsConnection;

/** One connection of a market feed: what its conversation hears is counted, recorded and sent where it belongs. */
final class FeedConnection extends StreamConnection implements MarketHandler {
    private final SessionClock clock;
    private final FeedRouter router;
    private final FeedCounters counters;
    private final Tapping tapping;
    private final Conversation conversation;
    private final StreamWatch watch;
    private final StreamJudge judge;
    private final Line line;
    private final Runnable onSubscribed;
    /** The streams that this batch of messages was of, each once: the reader's. */
    private final boolean[] heard;

    private final int[] heardOnes;
    private int heardCount;
    private int instrument = -1;
    private boolean told;
    private Optional<Instant> arrival = Optional.empty();
    private boolean data;
    private boolean live;

    FeedConnection(
            SessionClock clock,
            FeedRouter router,
            FeedCounters counters,
            Tapping tapping,
            StreamWatch watch,
            StreamJudge judge,
            Line line,
            Duration patience,
            Function<MarketHandler, Conversation> words,
            Runnable onSubscribed) {
        super(clock, patience);
        this.watch = watch;
        this.judge = judge;
        this.line = line;
        heard = new boolean[watch.streams()];
        heardOnes = new int[heard.length];
        this.onSubscribed = onSubscribed;
        this.clock = clock;
        this.router = router;
        this.counters = counters;
        this.tapping = tapping;
        conversation = words.apply(this);
    }

    @Override
    Conversation conversation() {
        return conversation;
    }

    @Override
    public void opened(WsConnection itself) throws InterruptedException {
        super.opened(itself);
        watch.asked(line);
    }

    @Override
    public Duration look() {
        return watch.look();
    }

    @Override
    public Optional<String> complaint() {
        judge.look();
        return super.complaint();
    }

    @Override
    public boolean message(WsConnection itself, byte[] buffer, int from, int to)
            throws MalformedFrame, InterruptedException {
        arrival = tapping.arrival();
        data = false;
        conversation.message(buffer, from, to);
        if (!told && conversation.complete()) {
            told = true;
            onSubscribed.run();
        }
        return data;
    }

    @Override
    public void dataRead() {
        counters.data(clock.now());
        var now = clock.nanos();
        for (var i = 0; i < heardCount; i++) {
            heard[heardOnes[i]] = false;
            watch.heard(heardOnes[i], now);
        }
        heardCount = 0;
    }

    @Override
    public void heard(StreamPlan.Kind kind, int of) {
        var stream = watch.stream(kind, of);
        instrument = of;
        if (!heard[stream]) {
            heard[stream] = true;
            heardOnes[heardCount++] = stream;
        }
    }

    @Override
    public void event(MarketEvent event) throws InterruptedException {
        goLive();
        if (event instanceof Quote quote && instrument >= 0) {
            watch.quoted(instrument, quote);
        }
        router.event(event);
    }

    @Override
    public void diff(Diff diff) throws InterruptedException {
        goLive();
        router.diff(diff);
    }

    @Override
    public void data(byte[] text, int from, int to) throws InterruptedException {
        data = true;
        counters.frame(to - from);
        if (arrival.isPresent()) {
            tapping.frame(arrival.get(), text, from, to, router.books());
        }
    }

    /** A feed is live once all it asked for first has been granted and something is heard; each stream at its first frame. */
    private void goLive() throws InterruptedException {
        if (!live && line == Line.MAIN && conversation.complete()) {
            live = true;
            counters.connected();
            var detail = conversation.granted().size() + " streams";
            router.event(new FeedNotice(FeedNotice.Kind.LIVE, detail, clock.now()));
        }
    }
}
