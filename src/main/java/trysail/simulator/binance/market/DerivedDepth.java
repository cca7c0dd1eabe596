package trysail.simulator.binance.market;

import trysail.json.FrameText;
import trysail.model.Levels;
import trysail.simulator.play.ChangeSet;
import trysail.simulator.play.Derived;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.MarketStream;
import trysail.simulator.play.Tick;

/** Slower depth streams: changes gathered over a period, and the best few levels of the book. */
public final class DerivedDepth {
    private DerivedDepth() {}

    /** Depth changes merged over a period, each chained to the one before by {@code pu}. */
    public static final class Merged implements Derived {
        private final MarketStream out;
        private final UsdmText text;
        private final int period;
        private final ChangeSet changes = new ChangeSet();
        private final FrameText data = new FrameText();
        private long ends = Long.MIN_VALUE;
        private boolean any;
        private long firstId;
        private long lastId;
        private long previousId;
        private long eventTime;
        private long transactTime;

        public Merged(MarketStream out, UsdmText text, int period) {
            this.out = out;
            this.text = text;
            this.period = period;
        }

        @Override
        public void on(Tick.OnMarket tick, MarketState market) {
            if (any && tick.eventTime() >= ends) {
                flush();
            }
            if (!(tick instanceof Tick.Changed change)) {
                return;
            }
            if (any && change.previousId() != lastId) {
                flush(); // a gap must show, not be merged away
            }
            if (!any) {
                any = true;
                firstId = change.firstId();
                previousId = change.previousId();
                ends = change.eventTime() + period;
            }
            lastId = change.lastId();
            eventTime = change.eventTime();
            transactTime = change.transactTime();
            put(true, change.bids());
            put(false, change.asks());
            if (period == 0) {
                flush();
            }
        }

        private void put(boolean isBids, Levels levels) {
            for (int i = 0; i < levels.count(); i++) {
                changes.put(isBids, levels.price(i), levels.size(i));
            }
        }

        @Override
        public void flush() {
            if (!any) {
                return;
            }
            any = false;
            data.clear();
            text.depthHead(eventTime, transactTime, firstId, lastId, previousId, data);
            text.levels(data.ascii(",\"b\":"), changes.bids());
            text.levels(data.ascii(",\"a\":"), changes.asks());
            text.end(data);
            out.send(data);
            changes.clear();
        }
    }

    /** The best few levels, each period in which the book changed. */
    public static final class Top implements Derived {
        private final MarketStream out;
        private final UsdmText text;
        private final int levels;
        private final int period;
        private final FrameText data = new FrameText();
        private long next = Long.MIN_VALUE;
        private long sentId;

        public Top(MarketStream out, UsdmText text, int levels, int period) {
            this.out = out;
            this.text = text;
            this.levels = levels;
            this.period = period;
        }

        @Override
        public void on(Tick.OnMarket tick, MarketState market) {
            next = Math.min(next, tick.eventTime() + period);
            if (!(tick instanceof Tick.Changed) || tick.eventTime() < next) {
                return;
            }
            var book = market.top(levels);
            if (book.updateId() == sentId) {
                return;
            }
            next = tick.eventTime() + period;
            data.clear();
            text.depthHead(tick.eventTime(), tick.transactTime(), book.updateId(), book.updateId(), sentId, data);
            text.levels(data.ascii(",\"b\":"), book.bids());
            text.levels(data.ascii(",\"a\":"), book.asks());
            text.end(data);
            out.send(data);
            sentId = book.updateId();
        }

        @Override
        public void flush() {}
    }
}
