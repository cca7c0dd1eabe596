package trysail.simulator.binance.capture;

import trysail.model.Instrument;

/**
 * In which steps the prices and sizes of an instrument move, as its frames show: its trades, its best prices and what
 * rests near them. Levels far away may be older than today's steps and tell nothing, unless there is nothing else.
 */
final class Steps implements UsdmParser.Watcher {
    private static final double NEAR = 0.01;
    private static final int MOST_DECIMALS = 12;

    private double last;
    private double before;
    private int price;
    private int size;
    private int anyPrice;
    private int anySize;

    @Override
    public void touch(boolean isPrice, double value, int decimals) {
        if (isPrice) {
            before = last;
            last = value > 0 ? value : last;
            price = Math.max(price, decimals);
        } else {
            size = Math.max(size, decimals);
        }
    }

    @Override
    public void level(boolean bid, double at, int priceDecimals, int sizeDecimals) {
        anyPrice = Math.max(anyPrice, priceDecimals);
        anySize = Math.max(anySize, sizeDecimals);
        if (last > 0 && Math.abs(at / last - 1) < NEAR) {
            price = Math.max(price, priceDecimals);
            size = Math.max(size, sizeDecimals);
        }
    }

    /** What a snapshot shows near its own best prices. */
    void add(Steps snapshot) {
        price = Math.max(price, snapshot.price);
        size = Math.max(size, snapshot.size);
        anyPrice = Math.max(anyPrice, snapshot.anyPrice);
        anySize = Math.max(anySize, snapshot.anySize);
        last = last > 0 ? last : snapshot.last;
    }

    /** The last price; 0 before there is one. */
    double last() {
        return last;
    }

    /** The price before the last one: of a quote, its other side. */
    double before() {
        return before;
    }

    Instrument instrument(String symbol) {
        boolean touched = last > 0;
        return Listing.inferred(
                symbol,
                Math.min(MOST_DECIMALS, touched ? price : anyPrice),
                Math.min(MOST_DECIMALS, touched ? size : anySize));
    }

    /** Steps of a snapshot, of which nobody knows yet whose it is: its first level is its best one. */
    static final class OfSnapshot implements UsdmParser.Watcher {
        private final Steps steps = new Steps();
        private double bid;
        private double ask;

        @Override
        public void touch(boolean price, double value, int decimals) {}

        @Override
        public void level(boolean isBid, double at, int priceDecimals, int sizeDecimals) {
            if (isBid && bid == 0) {
                bid = at;
                steps.touch(true, at, priceDecimals);
            } else if (!isBid && ask == 0) {
                ask = at;
                steps.touch(true, at, priceDecimals);
            }
            steps.level(isBid, at, priceDecimals, sizeDecimals);
        }

        Steps steps() {
            return steps;
        }

        /** The best bid; 0 where there is none. */
        double bid() {
            return bid;
        }

        double ask() {
            return ask;
        }
    }
}
