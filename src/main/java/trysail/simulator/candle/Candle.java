package trysail.simulator.candle;

import java.math.BigDecimal;
import java.time.Instant;
import trysail.model.Instrument;

/** One candle in whole numbers at its instrument's scales; grows while it is the running one. Not thread-safe. */
public final class Candle {
    public final long openTime;
    public final long nextOpen;
    final long open;
    long high;
    long low;
    long close;
    /** In base currency at the size scale. */
    long volume;
    /** In quote currency at price scale plus size scale. */
    long turnover;

    long trades;
    long takerVolume;
    long takerTurnover;

    Candle(long openTime, long nextOpen, long open) {
        this.openTime = openTime;
        this.nextOpen = nextOpen;
        this.open = open;
        this.high = open;
        this.low = open;
        this.close = open;
    }

    /** The price was here. */
    void touch(long price) {
        high = Math.max(high, price);
        low = Math.min(low, price);
        close = price;
    }

    void trade(long price, long size, boolean takerBought) {
        touch(price);
        add(size, price * size, takerBought ? size : 0, takerBought ? price * size : 0, 1);
    }

    void add(long moreVolume, long moreTurnover, long moreTaker, long moreTakerTurnover, long moreTrades) {
        volume += moreVolume;
        turnover += moreTurnover;
        takerVolume += moreTaker;
        takerTurnover += moreTakerTurnover;
        trades += moreTrades;
    }

    /** Takes in a candle that follows inside this one. */
    void merge(Candle later) {
        touch(later.high);
        touch(later.low);
        close = later.close;
        add(later.volume, later.turnover, later.takerVolume, later.takerTurnover, later.trades);
    }

    public Candle copy() {
        var copy = new Candle(openTime, nextOpen, open);
        copy.merge(this);
        return copy;
    }

    public Kline kline(Instrument instrument, boolean closed) {
        int p = instrument.priceScale();
        int s = instrument.sizeScale();
        return new Kline(
                Instant.ofEpochMilli(openTime),
                Instant.ofEpochMilli(nextOpen - 1),
                BigDecimal.valueOf(open, p),
                BigDecimal.valueOf(high, p),
                BigDecimal.valueOf(low, p),
                BigDecimal.valueOf(close, p),
                BigDecimal.valueOf(volume, s),
                BigDecimal.valueOf(turnover, p + s),
                trades,
                BigDecimal.valueOf(takerVolume, s),
                BigDecimal.valueOf(takerTurnover, p + s),
                closed);
    }
}
