package trysail.venue.paper;

import trysail.exchange.FeedStats;
import trysail.exchange.FrameTap;
import trysail.exchange.MarketFeed;
import trysail.model.MarketEvent;
import trysail.stream.Sink;

/** The real venue's feed; each event reaches our resting orders before it reaches the session. */
final class PaperFeed implements MarketFeed {
    private final MarketFeed real;
    private final PaperMarket market;

    PaperFeed(MarketFeed real, PaperMarket market) {
        this.real = real;
        this.market = market;
    }

    @Override
    public void run(Sink<? super MarketEvent> out) throws InterruptedException {
        Sink<MarketEvent> both = event -> {
            market.apply(event);
            out.put(event);
        };
        real.run(both);
    }

    @Override
    public void onSubscribed(Runnable listener) {
        real.onSubscribed(listener);
    }

    @Override
    public FeedStats stats() {
        return real.stats();
    }

    @Override
    public void reconnect() {
        real.reconnect();
    }

    @Override
    public void tap(FrameTap tap) {
        real.tap(tap);
    }

    @Override
    public void untap(FrameTap tap) {
        real.untap(tap);
    }

    @Override
    public void farewell() {
        real.farewell();
    }

    @Override
    public void close() throws InterruptedException {
        real.close();
    }
}
