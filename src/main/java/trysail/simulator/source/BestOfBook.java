package trysail.simulator.source;

import java.util.Optional;
import trysail.model.BookSide;
import trysail.model.Side;
import trysail.simulator.play.Opening;
import trysail.simulator.play.Tick;

/**
 * The best prices of an instrument of which no quotes were recorded: those of its book, where there is one, else its last
 * trade's. Not thread-safe.
 */
final class BestOfBook {
    private final int instrument;
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private long bookId;
    private Optional<Tick.Quoted> last = Optional.empty();

    BestOfBook(int instrument) {
        this.instrument = instrument;
    }

    void begin(Opening opening) {
        bids.clear();
        asks.clear();
        bids.apply(opening.bids());
        asks.apply(opening.asks());
        bookId = opening.updateId();
        last = Optional.empty();
    }

    /** The quote that follows a tick; empty when the best prices are what they were. */
    Optional<Tick> after(Tick tick) {
        return switch (tick) {
            case Tick.Changed change -> {
                if (change.lastId() >= bookId) {
                    bids.apply(change.bids());
                    asks.apply(change.asks());
                    bookId = change.lastId();
                }
                yield quote(change.eventTime(), change.transactTime());
            }
            case Tick.Traded trade ->
                trade.price() > 0 && bids.top(1).count() == 0 && asks.top(1).count() == 0
                        ? news(new Tick.Quoted(
                                instrument,
                                trade.eventTime(),
                                trade.transactTime(),
                                trade.tradeId(),
                                trade.price(),
                                trade.size(),
                                trade.price() + 1,
                                trade.size()))
                        : Optional.empty();
            case Tick.Snapshot snapshot -> {
                if (snapshot.lastId() > bookId) { // what was between is lost
                    bids.clear();
                    asks.clear();
                    bids.apply(snapshot.bids());
                    asks.apply(snapshot.asks());
                    bookId = snapshot.lastId();
                }
                yield Optional.empty();
            }
            case Tick.Quoted q -> Optional.empty();
            case Tick.Foreign f -> Optional.empty();
            case Tick.Aside a -> Optional.empty();
        };
    }

    private Optional<Tick> quote(long eventTime, long transactTime) {
        var bid = bids.top(1);
        var ask = asks.top(1);
        if (bid.count() == 0 || ask.count() == 0 || bid.price(0) >= ask.price(0)) {
            return Optional.empty();
        }
        return news(new Tick.Quoted(
                instrument, eventTime, transactTime, bookId, bid.price(0), bid.size(0), ask.price(0), ask.size(0)));
    }

    private Optional<Tick> news(Tick.Quoted quote) {
        var same = last.filter(q -> q.bid() == quote.bid()
                && q.bidSize() == quote.bidSize()
                && q.ask() == quote.ask()
                && q.askSize() == quote.askSize());
        last = Optional.of(quote);
        return same.isPresent() ? Optional.empty() : Optional.of(quote);
    }
}
