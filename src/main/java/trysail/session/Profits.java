package trysail.session;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.look.ProfitSample;
import trysail.scope.SharedLock;

/**
 * A session's profit over its time, in bounded memory: when there is no more room every second sample goes, and from then
 * on half as many are taken, so that what is kept always spans the whole session evenly. Thread-safe.
 */
final class Profits {
    private static final int MOST = 1_024;

    private final SharedLock lock = new SharedLock();
    private final List<ProfitSample> samples = new ArrayList<>();
    private Optional<ProfitSample> last = Optional.empty();
    private long taken;
    private long every = 1;

    void take(Instant at, BigDecimal pnl) {
        lock.lock();
        try {
            if (taken++ % every != 0) {
                return;
            }
            if (samples.size() == MOST) {
                for (var i = MOST / 2 - 1; i >= 0; i--) {
                    samples.remove(2 * i + 1);
                }
                every *= 2;
            }
            samples.add(new ProfitSample(at, pnl));
        } finally {
            lock.unlock();
        }
    }

    /** The last sample of all: kept whatever there is room for. */
    void end(Instant at, BigDecimal pnl) {
        lock.lock();
        try {
            last = Optional.of(new ProfitSample(at, pnl));
        } finally {
            lock.unlock();
        }
    }

    /** Oldest first. */
    List<ProfitSample> samples() {
        lock.lock();
        try {
            var all = new ArrayList<>(samples);
            last.ifPresent(all::add);
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }
}
