package trysail.risk;

/** A token bucket: so many at once, so many a second after that. Not thread-safe. */
final class OrderRate {
    private static final long SECOND = 1_000_000_000L;

    private final long full;
    private final long cost;
    private final long reserve;
    private long level;
    private long last;
    private boolean started;

    /** The level is held in nanoseconds of refill: one order costs a second's share. */
    OrderRate(int perSecond, int burst) {
        cost = SECOND / perSecond;
        full = cost * burst;
        reserve = cost * (burst / 5);
        level = full;
    }

    /** Whether there is room for one more; entries leave the reserve to exits. */
    boolean allows(long nanos, boolean exit) {
        if (started) {
            var passed = Math.clamp(nanos - last, 0L, full);
            level = Math.min(full, level + passed);
        }
        started = true;
        last = nanos;
        return level - cost >= (exit ? 0 : reserve);
    }

    void spend() {
        level -= cost;
    }
}
