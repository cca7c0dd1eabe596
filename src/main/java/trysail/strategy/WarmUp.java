package trysail.strategy;

import java.time.Duration;

/** So many closed bars of one frame, wanted before the first decision. */
public record WarmUp(Duration frame, int bars) {
    public WarmUp {
        if (bars < 1) {
            throw new IllegalArgumentException("warm-up of " + bars + " bars: at least 1 is needed");
        }
    }
}
