package trysail.order;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import trysail.scope.SessionClock;

/** Waits for a condition, not for a time. */
final class Await {
    private Await() {}

    static void until(BooleanSupplier condition) throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            if (deadline.expired()) {
                throw new AssertionError("waited a minute in vain");
            }
            SessionClock.SYSTEM.sleep(Duration.ofMillis(2));
        }
    }
}
