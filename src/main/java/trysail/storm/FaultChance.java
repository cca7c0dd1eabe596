package trysail.storm;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import trysail.fault.Fault;

/**
 * One fault that storms may draw.
 *
 * @param what the fault as {@code --fault} takes it, without a time
 * @param at when it happens, in milliseconds after the session's start; empty: at any time of its life
 * @param length how long it lasts, in milliseconds, if it does; empty: it is over soon, or sees the stop
 * @param weight how likely it is against the others
 */
record FaultChance(String what, Optional<Span> at, Optional<Span> length, int weight) {
    /** It may come when the session has stopped already. */
    private static final int LATE = 50;

    private static final Span BRIEF = new Span(1, 400);
    private static final Span LONG = new Span(1, 10_000);

    /** At any time, for as long as may be. */
    static FaultChance of(String what) {
        return new FaultChance(what, Optional.empty(), Optional.empty(), 1);
    }

    /** @throws IllegalArgumentException when there is no such fault */
    Fault draw(SplittableRandom random, long life) {
        var when = at.orElse(new Span(0, life + LATE)).draw(random);
        var lasts = length.orElse(random.nextBoolean() ? BRIEF : LONG).draw(random);
        var fault = timed(when);
        return fault.lasts() ? new Fault.For(fault.bare(), Duration.ofMillis(lasts)) : fault;
    }

    private Fault timed(long when) {
        try {
            return Fault.parse(what + "@" + when + "ms");
        } catch (IllegalArgumentException hasNoTime) {
            if (at.isPresent() && at.get().most() > 0) {
                throw hasNoTime;
            }
            return Fault.parse(what);
        }
    }
}
