package trysail.simulator.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import trysail.model.BookSide;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.model.Side;
import trysail.recording.Listing;
import trysail.recording.UsdmFrame;
import trysail.simulator.play.ChangeSet;
import trysail.simulator.play.Opening;

/**
 * One generated instrument. A fair price wanders; its book follows it, so that a move eats the levels it passes, as
 * trades, and leaves new ones behind; between moves traders take from the best prices and orders come and go. Calm and
 * bursts alternate. The same seed makes the same sequence, whatever the clock. Not thread-safe.
 */
public final class SyntheticMarket {
    private static final Map<String, Double> PRICES =
            Map.of("BTC", 65_000.0, "ETH", 3_200.0, "SOL", 150.0, "BNB", 600.0, "XRP", 0.6, "DOGE", 0.13);
    private static final double CALM_A_SECOND = 14;
    private static final double BURST_A_SECOND = 110;
    private static final double CALM_SECONDS = 4;
    private static final double BURST_SECONDS = 1.2;
    /** Of the price, in the root of a second: some 60 % a year; a burst moves more. */
    private static final double VOLATILITY = 1.1e-4;

    private static final double SPREAD = 1.5e-6;
    private static final double TYPICAL_NOTIONAL = 25_000;
    private static final int DEPTH = 150;
    private static final int MOST_EATEN = 6;

    private final SplittableRandom random;
    private final BookSide bids = new BookSide(Side.BUY);
    private final BookSide asks = new BookSide(Side.SELL);
    private final ChangeSet changes = new ChangeSet();
    private final Queue<Move> moves = new ArrayDeque<>();
    private final long tick;
    private final double typicalSize;

    private double fair;
    private boolean burst;
    private double regimeEnds;
    private double seconds;
    private long updateId;
    private long tradeId;

    /** What a step does to the market, one for each frame. */
    sealed interface Move {
        record Traded(long id, long price, long size, boolean buyerIsMaker) implements Move {}

        record Quoted(long updateId, long bid, long bidSize, long ask, long askSize) implements Move {}

        record Changed(long firstId, long lastId, long previousId, Levels bids, Levels asks) implements Move {}
    }

    SyntheticMarket(Instrument instrument, long seed) {
        this.random = new SplittableRandom(seed * 31 + instrument.symbol().hashCode());
        this.tick = instrument.tick().movePointRight(instrument.priceScale()).longValueExact();
        double price = PRICES.getOrDefault(instrument.base(), plausible(instrument.base()));
        double ticks = price * (0.99 + 0.02 * random.nextDouble()) * Math.pow(10, instrument.priceScale()) / tick;
        this.fair = Math.max(1_000, ticks);
        this.typicalSize = Math.max(1, TYPICAL_NOTIONAL / price * Math.pow(10, instrument.sizeScale()));
        this.updateId = 4_000_000_000L + random.nextInt(1_000_000);
        this.tradeId = 300_000_000L + random.nextInt(1_000_000);
        fill();
    }

    /** The contract that the venue lists for this symbol; for one it does not list, steps that fit its price. */
    public static Instrument listed(String symbol) {
        return Listing.usual(symbol).orElseGet(() -> {
            double price = plausible(symbol.substring(0, Math.max(1, symbol.indexOf('-'))));
            var tick = BigDecimal.ONE.movePointLeft(Math.max(0, 4 - (int) Math.floor(Math.log10(price))));
            var lot = BigDecimal.ONE.movePointLeft(price > 1_000 ? 3 : price > 10 ? 2 : 0);
            return new Instrument(symbol, tick, lot, lot, BigDecimal.valueOf(5));
        });
    }

    private static double plausible(String base) {
        int hash = base.toLowerCase(Locale.ROOT).hashCode() & 0x7fffffff;
        var price = BigDecimal.valueOf(Math.pow(10, hash % 1000 / 400.0));
        return price.setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    private void fill() {
        long bid = targetBid();
        long ask = bid + tick;
        for (int i = 0; i < DEPTH; i++) {
            bids.set(bid, size());
            asks.set(ask, size());
            bid -= tick * gap();
            ask += tick * gap();
        }
    }

    private long targetBid() {
        return tick * (long) Math.floor(fair - 0.5 * SPREAD * fair);
    }

    private long targetAsk() {
        return Math.max(targetBid() + tick, tick * (long) Math.ceil(fair + 0.5 * SPREAD * fair));
    }

    private long gap() {
        return 1 + (long) (-1.6 * Math.log(1 - random.nextDouble()));
    }

    private long size() {
        return Math.max(1, Math.round(typicalSize * Math.exp(1.1 * random.nextGaussian() - 0.6)));
    }

    Opening opening() {
        return new Opening(
                bids.top(DEPTH),
                asks.top(DEPTH),
                updateId,
                bids.best(),
                bids.bestSize(),
                asks.best(),
                asks.bestSize(),
                tradeId,
                bids.best(),
                Math.max(1, bids.bestSize() / 4),
                true);
    }

    /** When the next move happens, nanoseconds since the market began. */
    long due() {
        while (moves.isEmpty()) {
            step();
        }
        return (long) (seconds * 1e9);
    }

    Move next() {
        while (moves.isEmpty()) {
            step();
        }
        return moves.remove();
    }

    private void step() {
        if (seconds >= regimeEnds) {
            burst = !burst && regimeEnds > 0;
            regimeEnds = seconds + exponential(burst ? BURST_SECONDS : CALM_SECONDS);
        }
        double pause = exponential(1 / (burst ? BURST_A_SECOND : CALM_A_SECOND));
        seconds += pause;
        fair *= 1 + VOLATILITY * (burst ? 1.5 : 1) * Math.sqrt(pause) * random.nextGaussian();
        long oldBid = bids.best();
        long oldBidSize = bids.bestSize();
        long oldAsk = asks.best();
        long oldAskSize = asks.bestSize();
        changes.clear();
        long bid = targetBid();
        long ask = targetAsk();
        eat(asks, false, bid, ask > oldAsk ? ask - tick : bid);
        eat(bids, true, ask, bid < oldBid ? bid + tick : ask);
        if (bids.best() < bid || random.nextInt(3) == 0) {
            put(true, bid, size());
        }
        if (asks.best() > ask || random.nextInt(3) == 0) {
            put(false, ask, size());
        }
        takers();
        comeAndGo();
        boolean moved = bids.best() != oldBid
                || bids.bestSize() != oldBidSize
                || asks.best() != oldAsk
                || asks.bestSize() != oldAskSize;
        publish(moved);
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** Removes the levels that the fair price has passed; the first few are printed as trades. */
    private void eat(BookSide side, boolean isBids, long opposite, long last) {
        int eaten = 0;
        while (side.count() > 1
                && (isBids ? side.best() >= Math.min(opposite, last) : side.best() <= Math.max(opposite, last))) {
            long price = side.best();
            if (eaten++ < MOST_EATEN) {
                moves.add(new Move.Traded(++tradeId, price, side.bestSize(), isBids));
            }
            put(isBids, price, 0);
        }
    }

    private void takers() {
        if (random.nextInt(100) >= 40) {
            return;
        }
        boolean sells = random.nextBoolean();
        var side = sells ? bids : asks;
        long size = Math.min(side.bestSize() - 1, Math.max(1, size() / 3));
        if (size > 0) {
            moves.add(new Move.Traded(++tradeId, side.best(), size, sells));
            put(sells, side.best(), side.bestSize() - size);
        }
    }

    private void comeAndGo() {
        for (int i = 0; i < 3; i++) {
            long away = tick * (long) (1 + exponential(12));
            boolean isBids = random.nextBoolean();
            long price = isBids ? bids.best() - away : asks.best() + away;
            if (price > 0) {
                put(isBids, price, random.nextInt(100) < 35 ? 0 : size());
            }
        }
        trim(bids, true);
        trim(asks, false);
    }

    /** Keeps each side at a depth that a venue would show, thinning or thickening its far end. */
    private void trim(BookSide side, boolean isBids) {
        if (side.count() > 2 * DEPTH) {
            put(isBids, side.worst(), 0);
        }
        while (side.count() < DEPTH) {
            long far = side.worst() + (isBids ? -1 : 1) * tick * gap();
            if (far <= 0) {
                return;
            }
            put(isBids, far, size());
        }
    }

    private void put(boolean isBids, long price, long size) {
        (isBids ? bids : asks).set(price, size);
        changes.put(isBids, price, size);
    }

    private void publish(boolean moved) {
        long previous = updateId;
        long first = previous + 1;
        updateId += changes.count();
        if (moved) {
            moves.add(new Move.Quoted(updateId, bids.best(), bids.bestSize(), asks.best(), asks.bestSize()));
        }
        moves.add(new Move.Changed(first, updateId, previous, levels(changes.bids()), levels(changes.asks())));
    }

    private static Levels levels(long[] pairs) {
        return Levels.of(pairs, pairs.length / 2);
    }

    private static long[] pairs(Levels levels) {
        var pairs = new long[2 * levels.count()];
        for (int i = 0; i < levels.count(); i++) {
            pairs[2 * i] = levels.price(i);
            pairs[2 * i + 1] = levels.size(i);
        }
        return pairs;
    }

    /** Puts a move into a frame's fields; the text is the caller's. */
    static void fill(Move move, UsdmFrame frame) {
        switch (move) {
            case Move.Traded(long id, long price, long size, boolean maker) -> {
                frame.kind = UsdmFrame.Kind.TRADE;
                frame.tradeId = id;
                frame.price = price;
                frame.size = size;
                frame.buyerIsMaker = maker;
            }
            case Move.Quoted(long id, long bid, long bidSize, long ask, long askSize) -> {
                frame.kind = UsdmFrame.Kind.QUOTE;
                frame.lastId = id;
                frame.bid = bid;
                frame.bidSize = bidSize;
                frame.ask = ask;
                frame.askSize = askSize;
            }
            case Move.Changed(long first, long last, long previous, Levels newBids, Levels newAsks) -> {
                frame.kind = UsdmFrame.Kind.DEPTH;
                frame.firstId = first;
                frame.lastId = last;
                frame.previousId = previous;
                frame.bids = pairs(newBids);
                frame.bidLevels = newBids.count();
                frame.asks = pairs(newAsks);
                frame.askLevels = newAsks.count();
            }
        }
    }
}
