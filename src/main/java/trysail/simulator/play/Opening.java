package trysail.simulator.play;

import trysail.model.Levels;

/**
 * How one instrument's market stands before it is played, in whole numbers at the instrument's scales.
 *
 * @param updateId of the book
 * @param tradeId of the last trade
 */
public record Opening(
        Levels bids,
        Levels asks,
        long updateId,
        long bid,
        long bidSize,
        long ask,
        long askSize,
        long tradeId,
        long lastPrice,
        long lastSize,
        boolean buyerIsMaker) {

    /** The same with every id this much higher. */
    public Opening later(long ids) {
        return new Opening(
                bids,
                asks,
                updateId + ids,
                bid,
                bidSize,
                ask,
                askSize,
                tradeId + ids,
                lastPrice,
                lastSize,
                buyerIsMaker);
    }
}
