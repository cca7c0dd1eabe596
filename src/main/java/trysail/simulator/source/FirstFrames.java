package trysail.simulator.source;

import java.util.Optional;
import trysail.model.Levels;
import trysail.recording.Frame;
import trysail.recording.Recording;
import trysail.simulator.play.Opening;

/** The first frame of each kind of one instrument: what its opening state is made of. */
final class FirstFrames {
    private final Optional<Frame> snapshot;
    private final Optional<Frame> trade;
    private final Optional<Frame> quote;
    private final Optional<Frame> change;

    FirstFrames(Recording recording, int instrument) {
        snapshot = recording.first(instrument, Frame.Kind.SNAPSHOT);
        trade = recording.first(instrument, Frame.Kind.TRADE).filter(t -> !t.offMarket && t.price > 0 && t.size > 0);
        quote = recording.first(instrument, Frame.Kind.QUOTE);
        change = recording.first(instrument, Frame.Kind.DEPTH);
    }

    Opening opening() {
        var book = book();
        var best = best(book);
        return new Opening(
                book.bids(),
                book.asks(),
                book.updateId(),
                best.bid(),
                best.bidSize(),
                best.ask(),
                best.askSize(),
                trade.map(t -> Math.max(0, t.tradeId - 1)).orElse(0L),
                trade.map(t -> t.price).orElse(best.bid()),
                trade.map(t -> t.size).orElse(best.bidSize()),
                trade.map(t -> t.buyerIsMaker).orElse(false));
    }

    private record Best(long bid, long bidSize, long ask, long askSize) {}

    private Best best(Book book) {
        if (quote.isPresent()) {
            var q = quote.get();
            return new Best(q.bid, q.bidSize, q.ask, q.askSize);
        }
        var bids = book.bids();
        var asks = book.asks();
        long bid = bids.count() > 0 ? bids.price(0) : trade.map(t -> t.price).orElse(1L);
        long size = trade.map(t -> t.size).orElse(1L);
        return new Best(
                bid,
                bids.count() > 0 ? bids.size(0) : size,
                asks.count() > 0 ? asks.price(0) : bid + 1,
                asks.count() > 0 ? asks.size(0) : size);
    }

    private record Book(Levels bids, Levels asks, long updateId) {}

    /** The recording's own snapshot; without one, its first quote, from which the first change goes on. */
    private Book book() {
        if (snapshot.isPresent()) {
            var s = snapshot.get();
            return new Book(Levels.of(s.bids, s.bidLevels), Levels.of(s.asks, s.askLevels), s.lastId);
        }
        long id = change.map(c -> c.firstId).orElse(0L);
        return quote.map(q -> new Book(
                        Levels.of(new long[] {q.bid, q.bidSize}, 1), Levels.of(new long[] {q.ask, q.askSize}, 1), id))
                .orElseGet(() -> new Book(Levels.NONE, Levels.NONE, id));
    }
}
