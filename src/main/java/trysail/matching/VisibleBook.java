package trysail.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Quote;
import trysail.model.Side;

/**
 * What the market shows: its book, and its last quote, which on most venues is ahead of the book. Whichever is newer by
 * the venue's time says what is best; behind a newer quote only the book's worse levels count.
 */
final class VisibleBook {
    private final int priceScale;
    private final int sizeScale;
    private final VisibleSide bids = new VisibleSide(1);
    private final VisibleSide asks = new VisibleSide(-1);
    private @Nullable Instant bookTime;
    private @Nullable Quote quote;
    private boolean unscaled;
    private long bid;
    private long bidSize;
    private long ask;
    private long askSize;

    VisibleBook(Instrument instrument) {
        priceScale = instrument.priceScale();
        sizeScale = instrument.sizeScale();
    }

    /** A number of the market without its decimal point. */
    static long unscaled(BigDecimal value, int scale) {
        return value.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue().longValue();
    }

    /** Remembers the quote; it is taken apart only when somebody looks. */
    void apply(Quote news) {
        quote = news;
        unscaled = false;
    }

    void apply(BookDelta change) {
        if (change.snapshot()) {
            bids.clear();
            asks.clear();
        }
        bids.apply(change.bids());
        asks.apply(change.asks());
        bookTime = change.time();
    }

    /** The book has a gap: nothing of it counts until its next snapshot. */
    void forgetBook() {
        bids.clear();
        asks.clear();
    }

    private VisibleSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private boolean quoteLeads(Side side) {
        if (quote == null || (bookTime != null && bids.count() + asks.count() > 0 && bookTime.isAfter(quote.time()))) {
            return false;
        }
        if (!unscaled) {
            bid = unscaled(quote.bid(), priceScale);
            bidSize = unscaled(quote.bidSize(), sizeScale);
            ask = unscaled(quote.ask(), priceScale);
            askSize = unscaled(quote.askSize(), sizeScale);
            unscaled = true;
        }
        return side == Side.BUY ? bidSize > 0 : askSize > 0;
    }

    /** Best price of this side; 0 when it is empty. */
    long best(Side side) {
        if (quoteLeads(side)) {
            return side == Side.BUY ? bid : ask;
        }
        return side(side).count() == 0 ? 0 : side(side).price(0);
    }

    /** Size shown at this price of this side. */
    long shown(Side side, long price) {
        if (quoteLeads(side)) {
            var top = side == Side.BUY ? bid : ask;
            if (price == top) {
                return side == Side.BUY ? bidSize : askSize;
            }
            if (side == Side.BUY ? price > top : price < top) {
                return 0;
            }
        }
        return side(side).sizeAt(price);
    }

    /** A walk over the levels of one side, best first. */
    Walk walk(Side side) {
        return new Walk(side);
    }

    final class Walk {
        private final Side side;
        private final VisibleSide levels;
        private boolean onQuote;
        private int next;
        private long price;
        private long size;

        private Walk(Side side) {
            this.side = side;
            levels = side(side);
            onQuote = quoteLeads(side);
            advance();
        }

        /** Price of this level; 0 past the last one. */
        long price() {
            return price;
        }

        long size() {
            return size;
        }

        void advance() {
            if (onQuote) {
                onQuote = false;
                price = side == Side.BUY ? bid : ask;
                size = side == Side.BUY ? bidSize : askSize;
                while (next < levels.count() && !worse(levels.price(next))) {
                    next++;
                }
                return;
            }
            price = next < levels.count() ? levels.price(next) : 0;
            size = next < levels.count() ? levels.size(next) : 0;
            next++;
        }

        private boolean worse(long other) {
            return side == Side.BUY ? other < price : other > price;
        }
    }
}
