package trysail.coordinator;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.risk.Denied;

/** Counts denials and tells the tap, but not the same thing a thousand times a second. */
final class Refusals {
    private static final long SECOND = 1_000_000_000L;

    private final Tap tap;
    private final Map<Kind, Long> told = new HashMap<>();
    private final AtomicLong denied = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    private record Kind(Instrument instrument, Side side, String rule) {}

    Refusals(Tap tap) {
        this.tap = tap;
    }

    void add(Denied denial, long nanos) throws InterruptedException {
        denied.incrementAndGet();
        if (denial.rule().equals("gate")) {
            dropped.incrementAndGet();
        }
        if (!(denial.intent() instanceof Intent.Submit s)) {
            tap.denied(denial);
            return;
        }
        var kind = new Kind(s.instrument(), s.side(), denial.rule());
        var last = told.get(kind);
        if (last == null || nanos - last >= SECOND) {
            told.put(kind, nanos);
            tap.denied(denial);
        }
    }

    long denied() {
        return denied.get();
    }

    long dropped() {
        return dropped.get();
    }
}
