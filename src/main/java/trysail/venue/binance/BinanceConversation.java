package trysail.venue.binance;

import java.util.List;
import java.util.Optional;
import trysail.exchange.ExchangeException;
import trysail.feed.Conversation;
import trysail.feed.Diff;
import trysail.feed.MarketHandler;
import trysail.feed.StreamPlan;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.wire.ws.Peer;

/** What is said about a market on one connection to Binance: subscriptions and their answers, then data. */
final class BinanceConversation implements Conversation, BinanceFrames.Handler {
    private final BinanceFrames frames;
    private final Subscriptions subscriptions;
    private final MarketHandler heard;
    private final BinanceStreams plan;
    private volatile Optional<Peer> venue = Optional.empty();

    BinanceConversation(BinanceStreams plan, StreamPlan.Line line, List<Instrument> instruments, MarketHandler heard) {
        frames = new BinanceFrames(instruments);
        subscriptions = new Subscriptions(plan, instruments, line);
        this.plan = plan;
        this.heard = heard;
    }

    @Override
    public void opened(Peer peer) {
        venue = Optional.of(peer);
        subscriptions.begin().forEach(peer::send);
    }

    @Override
    public void restate() {
        venue.ifPresent(peer -> subscriptions.restate().forEach(peer::send));
    }

    @Override
    public void heard(FrameType type, int instrument) {
        switch (type) {
            case BOOK_TICKER -> heard.heard(StreamPlan.Kind.QUOTES, instrument);
            case TRADE, AGG_TRADE -> heard.heard(StreamPlan.Kind.TRADES, instrument);
            case DEPTH -> heard.heard(StreamPlan.Kind.BOOK, instrument);
            case KLINE, OTHER -> {}
        }
    }

    @Override
    public void message(byte[] buffer, int from, int to) throws MalformedFrame, InterruptedException {
        if (frames.parse(buffer, from, to, this)) {
            heard.data(buffer, from, to);
        }
    }

    @Override
    public void event(MarketEvent event) throws InterruptedException {
        heard.event(event);
    }

    @Override
    public void diff(Diff diff) throws InterruptedException {
        heard.diff(diff);
    }

    /** A refusal for good goes up through the reader and ends the feed. */
    @Override
    public void answer(long id, Optional<String> refusal) throws ExchangeException.Refused {
        var instead = subscriptions.answer(id, refusal);
        venue.ifPresent(peer -> instead.forEach(peer::send));
        if (refusal.isPresent()) {
            plan.tellChange();
        }
    }

    @Override
    public boolean complete() {
        return subscriptions.complete();
    }

    @Override
    public List<String> granted() {
        return subscriptions.granted();
    }

    @Override
    public List<String> lastWords() {
        return subscriptions.farewell();
    }
}
