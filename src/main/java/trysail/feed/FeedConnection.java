package trysail.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.exchange.ExchangeException;
import trysail.json.MalformedFrame;
import trysail.model.FeedNotice;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.scope.SessionClock;
import trysail.venue.binance.BinanceFrames;
import trysail.venue.binance.Subscriptions;
import trysail.wire.ws.WsConnection;
import trysail.wire.ws.WsListener;

/** What is said on one connection of a feed: subscriptions and their answers, then data. */
public final class FeedConnection implements WsListener, FrameHandler {
    private final SessionClock clock;
    private final FeedRouter router;
    private final FeedCounters counters;
    private final Tapping tapping;
    private final Duration patience;
    private final BinanceFrames frames;
    private final Subscriptions subscriptions;
    private final Runnable onSubscribed;
    private volatile Optional<WsConnection> connection = Optional.empty();
    private volatile long openedAt;
    private boolean live;

    public FeedConnection(
            SessionClock clock,
            List<Instrument> instruments,
            FeedRouter router,
            FeedCounters counters,
            Tapping tapping,
            Duration patience,
            Runnable onSubscribed) {
        this.onSubscribed = onSubscribed;
        this.clock = clock;
        this.router = router;
        this.counters = counters;
        this.tapping = tapping;
        this.patience = patience;
        frames = new BinanceFrames(instruments);
        subscriptions = new Subscriptions(instruments);
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public void opened(WsConnection itself) {
        openedAt = clock.nanos();
        connection = Optional.of(itself);
        subscriptions.begin().forEach(itself::send);
    }

    @Override
    public boolean message(WsConnection itself, byte[] buffer, int from, int to)
            throws MalformedFrame, InterruptedException {
        try {
            var arrival = tapping.arrival();
            var data = frames.parse(buffer, from, to, this);
            if (data) {
                counters.frame(to - from);
                if (arrival.isPresent()) {
                    tapping.frame(arrival.get(), buffer, from, to, router.books());
                }
            }
            return data;
        } catch (MalformedFrame e) {
            counters.malformed();
            throw e;
        }
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

    /** Live is who has been granted everything and hears something. */
    private void goLive() throws InterruptedException {
        if (!live && subscriptions.complete()) {
            live = true;
            counters.connected();
            var detail = subscriptions.granted().size() + " streams";
            router.event(new FeedNotice(FeedNotice.Kind.LIVE, detail, clock.now()));
        }
    }

    /** A refusal for good goes up through the reader and ends the feed. */
    @Override
    public void answer(long id, Optional<String> refusal) throws ExchangeException.Refused {
        var instead = subscriptions.answer(id, refusal);
        connection.ifPresent(c -> instead.ifPresent(c::send));
        if (subscriptions.complete()) {
            onSubscribed.run();
        }
    }

    @Override
    public Optional<String> complaint() {
        var late = connection.isPresent() && clock.nanos() - openedAt > patience.toNanos();
        return late && !subscriptions.complete()
                ? Optional.of("subscriptions were not acknowledged in " + patience.toMillis() + " ms")
                : Optional.empty();
    }
}
