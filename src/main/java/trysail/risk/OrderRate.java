package trysail.risk;

/** A token bucket: so many at once, so many a second after that. Not thread-safe. */
final class OrderRate {
    private static final long SECOND = 1_000_000_000L;

    private final long full;
    private final long cost;
    private final long reserve;
    /** When the last orders were sent: as many as a second can have. */
    private final long[] sent;

    private long count;
    private long level;
    private long last;
    private boolean started;

    /** The level is held in nanoseconds of refill: one order costs a second's share. */
    OrderRate(int perSecond, int burst) {
        cost = SECOND / perSecond;
        full = cost * burst;
        reserve = cost * (burst / 5);
        level = full;
        sent = new long[perSecond + burst];
    }

    /** Whether there is room for one more; entries leave the reserve to exits. */
    boolean allows(long nanos, boolean exit) {
        level = level(nanos);
        started = true;
        last = nanos;
        return level - cost >= (exit ? 0 : reserve);
    }

    private long level(long nanos) {
        return started ? Math.min(full, level + Math.clamp(nanos - last, 0L, full)) : level;
    }

    /** One order goes, at the time that was last asked about. */
    void spend() {
        level -= cost;
        sent[(int) (count++ % sent.length)] = last;
    }

    /** How many could go at once, those kept for exits included. */
    int ready(long nanos) {
        return (int) (level(nanos) / cost);
    }

    /** How many went in the second before. */
    int lastSecond(long nanos) {
        var known = (int) Math.min(count, sent.length);
        var lately = 0;
        for (var i = 0; i < known; i++) {
            lately += nanos - sent[i] < SECOND ? 1 : 0;
        }
        return lately;
    }
}
