package trysail.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import trysail.model.BookDelta;
import trysail.model.BookSide;
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
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private @Nullable Instant bookTime;
    private @Nullable Quote quote;
    private boolean unscaled;
    private boolean voided;
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
            voided = false;
        }
        bids.apply(change.bids());
        asks.apply(change.asks());
        bookTime = change.time();
    }

    /** The book has a gap: nothing of it counts until its next snapshot. */
    void forgetBook() {
        bids.clear();
        asks.clear();
        voided = true;
    }

    /** The feed is lost: nothing that was shown counts until it is shown again. */
    void forgetAll() {
        forgetBook();
        quote = null;
    }

    /** Whether anything is known of what this side shows at this price, be it that it shows nothing. */
    boolean tells(Side side, long price) {
        if (!voided) {
            return true;
        }
        return quoteLeads(side) && (side == Side.BUY ? price >= bid : price <= ask);
    }

    /** Whether anything is known of this side's best price, be it that there is none. */
    boolean tellsBest(Side side) {
        return !voided || quoteLeads(side);
    }

    private BookSide side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private boolean quoteLeads(Side side) {
        if (quote == null
                || (bookTime != null && !(bids.isEmpty() && asks.isEmpty()) && bookTime.isAfter(quote.time()))) {
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
        return side(side).isEmpty() ? 0 : side(side).best();
    }

    /** Size shown at this price of this side; behind the worst level of the book, the size of that one. */
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
        var levels = side(side);
        var size = levels.sizeAt(price);
        return size != 0 || levels.isEmpty() || levels.behind(price).isPresent() ? size : levels.sizeAt(levels.worst());
    }

    /** A walk over the levels of one side, best first. */
    Walk walk(Side side) {
        return new Walk(side);
    }

    final class Walk {
        private final Side side;
        private long price;
        private long size;

        private Walk(Side side) {
            this.side = side;
            price = best(side);
            size = price == 0 ? 0 : shown(side, price);
        }

        /** Price of this level; 0 past the last one. */
        long price() {
            return price;
        }

        long size() {
            return size;
        }

        void advance() {
            if (price != 0) {
                price = side(side).behind(price).orElse(0);
                size = side(side).sizeAt(price);
            }
        }
    }
}
