package trysail.simulator.binance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** A venue's clock on the wall, which may be wrong; durations and waits are right. */
record SteppedClock(SessionClock right, Supplier<Duration> by) implements SessionClock {
    @Override
    public Instant now() {
        return right.now().plus(by.get());
    }

    @Override
    public long nanos() {
        return right.nanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        right.sleep(duration);
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the caller's loop
    public void await(Condition condition, Deadline until) throws InterruptedException {
        right.await(condition, until);
    }

    @Override
    public boolean join(Thread thread, Deadline until) throws InterruptedException {
        return right.join(thread, until);
    }
}
