package trysail.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import trysail.receipt.Receipt;
import trysail.schedule.Outcome;
import trysail.schedule.Trace;
import trysail.scope.SessionClock;
import trysail.strategy.Strategy;

/** Where one storm after another is run, and where others look whether its strategy still comes back. Thread-safe. */
final class StormThread {
    private static final int DEEPEST = 20;

    private final Forecast forecast;
    private final java.util.function.Supplier<Strategy> strategies;
    private volatile Optional<Watched> watched = Optional.empty();
    private long calls = -1;
    private long since;

    StormThread(Forecast forecast, java.util.function.Supplier<Strategy> strategies) {
        this.forecast = forecast;
        this.strategies = strategies;
    }

    /** In the calling platform thread. */
    StormResult run(long seed) {
        var plan = forecast.draw(seed);
        var receipts = new ArrayList<Receipt>();
        var mine = new Watched(strategies.get());
        watched = Optional.of(mine);
        try {
            var storms = new Storms<>(new SessionTrial(() -> mine, receipts::add));
            var storm = storms.run(seed, plan, storms.schedule(seed));
            return new StormResult(storm, plan, receipts.stream().findFirst(), false);
        } finally {
            watched = Optional.empty();
        }
    }

    /** How long its strategy has not come back from one call; to be asked by one thread, now and then. */
    Duration silence(SessionClock clock) {
        var now =
                watched.filter(w -> w.inside().isPresent()).map(Watched::calls).orElse(-1L);
        if (now != calls || now < 0) {
            calls = now;
            since = clock.nanos();
        }
        return Duration.ofNanos(clock.nanos() - since);
    }

    /** What is to be said of a storm that is left behind: where its strategy sits. */
    StormResult givenUp(long seed, Duration after) {
        var stack = watched.flatMap(Watched::inside).map(Thread::getStackTrace).orElse(new StackTraceElement[0]);
        var broken = new Trial.Broken(
                Trial.COMES_BACK, "not within " + after.toSeconds() + " s: it loops or blocks in one call");
        broken.setStackTrace(own(stack));
        var outcome = new Outcome(new Trace(List.of()), 0, Duration.ZERO, Optional.of(broken), List.of(), List.of());
        var plan = forecast.draw(seed);
        return new StormResult(Storm.of(seed, plan, true, outcome, new byte[0]), plan, Optional.empty(), true);
    }

    private static StackTraceElement[] own(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .takeWhile(f -> !f.getClassName().startsWith(Watched.class.getName()))
                .limit(DEEPEST)
                .toArray(StackTraceElement[]::new);
    }
}
