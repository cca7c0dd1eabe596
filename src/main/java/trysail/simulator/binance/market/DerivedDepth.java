package trysail.simulator.binance.market;

import trysail.json.FrameText;
import trysail.model.Levels;
import trysail.recording.UsdmFrame;
import trysail.simulator.play.ChangeSet;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.MarketStream;

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
        public void on(UsdmFrame frame, MarketState market) {
            if (any && frame.eventTime >= ends) {
                flush();
            }
            if (frame.kind != UsdmFrame.Kind.DEPTH) {
                return;
            }
            if (any && frame.previousId != lastId) {
                flush(); // a gap must show, not be merged away
            }
            if (!any) {
                any = true;
                firstId = frame.firstId;
                previousId = frame.previousId;
                ends = frame.eventTime + period;
            }
            lastId = frame.lastId;
            eventTime = frame.eventTime;
            transactTime = frame.transactTime;
            put(true, frame.bids, frame.bidLevels);
            put(false, frame.asks, frame.askLevels);
            if (period == 0) {
                flush();
            }
        }

        private void put(boolean isBids, long[] pairs, int count) {
            for (int i = 0; i < count; i++) {
                changes.put(isBids, pairs[2 * i], pairs[2 * i + 1]);
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
            var bids = changes.bids();
            var asks = changes.asks();
            text.levels(data.ascii(",\"b\":"), bids, bids.length / 2);
            text.levels(data.ascii(",\"a\":"), asks, asks.length / 2);
            out.send(data.ascii("}"));
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
        public void on(UsdmFrame frame, MarketState market) {
            next = Math.min(next, frame.eventTime + period);
            if (frame.kind != UsdmFrame.Kind.DEPTH || frame.eventTime < next) {
                return;
            }
            var book = market.top(levels);
            if (book.updateId() == sentId) {
                return;
            }
            next = frame.eventTime + period;
            data.clear();
            text.depthHead(frame.eventTime, frame.transactTime, book.updateId(), book.updateId(), sentId, data);
            levels(data.ascii(",\"b\":"), book.bids());
            levels(data.ascii(",\"a\":"), book.asks());
            out.send(data.ascii("}"));
            sentId = book.updateId();
        }

        private void levels(FrameText into, Levels side) {
            var pairs = new long[2 * side.count()];
            for (int i = 0; i < side.count(); i++) {
                pairs[2 * i] = side.price(i);
                pairs[2 * i + 1] = side.size(i);
            }
            text.levels(into, pairs, side.count());
        }

        @Override
        public void flush() {}
    }
}
