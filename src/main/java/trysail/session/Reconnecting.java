package trysail.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** Streams that were cut on purpose and are on their way back. */
public final class Reconnecting {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    /**
     * How long it took from the cut.
     *
     * @param market until market data came again; empty: not in time
     * @param account until the account's stream was there again; empty: not in time, or there is none
     * @param hasAccount whether the account has a stream that could be cut
     * @param ended the session's end came first
     */
    public record Back(Optional<Duration> market, Optional<Duration> account, boolean hasAccount, boolean ended) {
        /** Whether everything that was cut is there again. */
        public boolean complete() {
            return market.isPresent() && (account.isPresent() || !hasAccount);
        }
    }

    private final Market market;
    private final SessionClock clock;
    private final BooleanSupplier ended;
    private final int marketBefore;
    private final int accountBefore;
    private final boolean hasAccount;
    private final long cutAt;

    private Reconnecting(Market market, SessionClock clock, BooleanSupplier ended) {
        this.market = market;
        this.clock = clock;
        this.ended = ended;
        marketBefore = market.feed().stats().connects();
        accountBefore = market.account().connects();
        cutAt = clock.nanos();
        market.feed().reconnect();
        hasAccount = market.account().reconnect();
    }

    static Reconnecting begin(Market market, SessionClock clock, BooleanSupplier ended) {
        return new Reconnecting(market, clock, ended);
    }

    /** Waits until both streams are there again, until the deadline, or until the session ends. */
    public Back await(Deadline deadline) throws InterruptedException {
        Optional<Duration> data = Optional.empty();
        Optional<Duration> reports = Optional.empty();
        while (true) {
            var now = Duration.ofNanos(clock.nanos() - cutAt);
            if (data.isEmpty() && market.feed().stats().connects() > marketBefore) {
                data = Optional.of(now);
            }
            if (reports.isEmpty() && market.account().connects() > accountBefore) {
                reports = Optional.of(now);
            }
            var back = new Back(data, reports, hasAccount, ended.getAsBoolean());
            if (back.complete() || back.ended() || deadline.expired()) {
                return back;
            }
            clock.sleep(LOOK_AGAIN);
        }
    }
}
