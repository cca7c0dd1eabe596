package trysail.simulator.play;

import trysail.model.Levels;

/**
 * One thing that happens on a market when it is played: a value that knows no venue's words. Prices, sizes and levels are
 * whole numbers at the instrument's scales, times are milliseconds. What a recorded tick's text was, its
 * {@link MarketSource#recorded} has; the words of any other one are written by the venue's {@link StreamWords}.
 */
public sealed interface Tick {
    /** It moves a market, and goes out on that market's own streams. */
    sealed interface OnMarket extends Tick {
        /** Index into {@link MarketSource#instruments}. */
        int instrument();

        /** When the venue says it. */
        long eventTime();

        /** When its engine did it. */
        long transactTime();
    }

    /** What a trade is. */
    enum Origin {
        /** Two orders of the book met. */
        MARKET,
        /** The venue moves something on its own account: of no price and no size. */
        NOTHING,
        /** A transfer to the insurance fund. */
        INSURANCE,
        /** A position that is closed by force. */
        ADL
    }

    /** A trade. Only one of the market, and of something, moves a market. */
    record Traded(
            int instrument,
            long eventTime,
            long transactTime,
            long tradeId,
            long price,
            long size,
            boolean buyerIsMaker,
            Origin origin)
            implements OnMarket {
        /** One of the market. */
        public Traded(
                int instrument,
                long eventTime,
                long transactTime,
                long tradeId,
                long price,
                long size,
                boolean buyerIsMaker) {
            this(instrument, eventTime, transactTime, tradeId, price, size, buyerIsMaker, Origin.MARKET);
        }

        /** Whether it moves the market. */
        boolean moves() {
            return origin == Origin.MARKET && price > 0 && size > 0;
        }
    }

    /** The best prices are these now. */
    record Quoted(
            int instrument,
            long eventTime,
            long transactTime,
            long updateId,
            long bid,
            long bidSize,
            long ask,
            long askSize)
            implements OnMarket {}

    /** Some levels of the book are of another size now; the change before this one ended with {@code previousId}. */
    record Changed(
            int instrument,
            long eventTime,
            long transactTime,
            long firstId,
            long lastId,
            long previousId,
            Levels bids,
            Levels asks)
            implements OnMarket {}

    /**
     * The whole book, as the client that recorded the market had it here; it goes out on no stream.
     *
     * @param instrument -1 when it is of none that is played
     */
    record Snapshot(int instrument, long lastId, Levels bids, Levels asks) implements Tick {}

    /** Something of another kind, which goes out on this stream as it was recorded. */
    record Foreign(String stream) implements Tick {}

    /** Was recorded, but came on no stream. */
    record Aside() implements Tick {}
}
