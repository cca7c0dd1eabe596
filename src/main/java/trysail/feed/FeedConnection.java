package trysail.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import trysail.json.MalformedFrame;
import trysail.model.FeedNotice;
import trysail.model.MarketEvent;
import trysail.scope.SessionClock;
import trysail.wire.ws.WsConnection;

/** One connection of a market feed: what its conversation hears is counted, recorded and sent where it belongs. */
final class FeedConnection extends StreamConnection implements MarketHandler {
    private final SessionClock clock;
    private final FeedRouter router;
    private final FeedCounters counters;
    private final Tapping tapping;
    private final Conversation conversation;
    private final Runnable onSubscribed;
    private boolean told;
    private Optional<Instant> arrival = Optional.empty();
    private boolean data;
    private boolean live;

    FeedConnection(
            SessionClock clock,
            FeedRouter router,
            FeedCounters counters,
            Tapping tapping,
            Duration patience,
            Function<MarketHandler, Conversation> words,
            Runnable onSubscribed) {
        super(clock, patience);
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
    }

    @Override
    public void event(MarketEvent event) throws InterruptedException {
        goLive();
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

    /** A feed is live once all it asked for has been granted and something is heard. */
    private void goLive() throws InterruptedException {
        if (!live && conversation.complete()) {
            live = true;
            counters.connected();
            var detail = conversation.granted().size() + " streams";
            router.event(new FeedNotice(FeedNotice.Kind.LIVE, detail, clock.now()));
        }
    }
}
