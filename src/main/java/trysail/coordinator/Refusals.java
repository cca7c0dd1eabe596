package trysail.coordinator;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Side;
import trysail.risk.Denied;
import trysail.risk.StandardRule;

/** Counts denials by rule and tells the tap, but not the same thing a thousand times a second. */
public final class Refusals {
    private static final long SECOND = 1_000_000_000L;

    private final Tap tap;
    private final Map<Kind, Long> told = new HashMap<>();
    private final Map<String, OfRule> byRule = new ConcurrentHashMap<>();
    private final AtomicLong denied = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** How many one rule denied, and why the latest. */
    public record OfRule(long count, String last) {}

    private record Kind(Instrument instrument, Side side, String rule) {}

    Refusals(Tap tap) {
        this.tap = tap;
    }

    void add(Denied denial, long nanos) throws InterruptedException {
        denied.incrementAndGet();
        byRule.merge(
                denial.rule(), new OfRule(1, denial.reason()), (before, one) -> new OfRule(before.count + 1, one.last));
        if (denial.rule().equals(StandardRule.GATE.word())) {
            dropped.incrementAndGet();
        }
        switch (denial.intent()) {
            case Intent.Cancel c -> tap.denied(denial);
            case Intent.Submit s -> tellOnceASecond(new Kind(s.instrument(), s.side(), denial.rule()), denial, nanos);
        }
    }

    private void tellOnceASecond(Kind kind, Denied denial, long nanos) throws InterruptedException {
        var last = told.get(kind);
        if (last == null || nanos - last >= SECOND) {
            told.put(kind, nanos);
            tap.denied(denial);
        }
    }

    long denied() {
        return denied.get();
    }

    /** How many by each rule that denied any. Any thread. */
    Map<String, OfRule> byRule() {
        return new TreeMap<>(byRule);
    }

    long dropped() {
        return dropped.get();
    }
}
