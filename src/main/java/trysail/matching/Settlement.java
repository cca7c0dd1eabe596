package trysail.matching;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import trysail.model.Instrument;
import trysail.model.Side;

/** What each account holds of the instrument, and what it may still reduce. Whole numbers at the instrument's scale. */
final class Settlement {
    private final int sizeScale;
    private final Map<String, long[]> positions = new HashMap<>();

    Settlement(Instrument instrument) {
        sizeScale = instrument.sizeScale();
    }

    private long[] of(String account) {
        return positions.computeIfAbsent(account, a -> new long[1]);
    }

    void filled(String account, Side side, long size) {
        of(account)[0] += side == Side.BUY ? size : -size;
    }

    /** How much of this order may trade, its size not counted: without limit unless it is reduce-only. */
    long reducible(Submission asked) {
        if (!asked.reduceOnly()) {
            return Long.MAX_VALUE;
        }
        var held = positions.containsKey(asked.account()) ? of(asked.account())[0] : 0;
        return Math.max(0, asked.side() == Side.BUY ? -held : held);
    }

    BigDecimal position(String account) {
        return BigDecimal.valueOf(positions.containsKey(account) ? of(account)[0] : 0, sizeScale);
    }

    void position(String account, BigDecimal size) {
        of(account)[0] = VisibleBook.unscaled(size, sizeScale);
    }
}
