package trysail.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.strategy.Strategy;

/**
 * Storms of one strategy, several at once in threads of their own, told in the order of their seeds: whatever the number
 * of lanes, the same. One that breaks a promise is run again while no other one rages, and that run counts: in one process
 * storms share the JDK's own monitors, and waiting for one is nothing that a schedule decides.
 *
 * <p>The machine's clock decides one thing: after a long silence a storm whose strategy does not come back from a call is
 * given up, and it is the last one.
 */
public final class StormRunner {
    /** Every so many storms one is run twice: what its seed does not decide shows as a difference. */
    private static final int TWICE = 64;

    private static final int AHEAD = 16;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final SessionClock clock = SessionClock.SYSTEM;
    private final Map<Integer, StormResult> ended = new HashMap<>();
    private final List<Berth> berths = new ArrayList<>();
    private final Forecast forecast;
    private final Supplier<Strategy> strategies;
    private final Duration patience;
    private final int lanes;
    private final Semaphore sea;
    private int taken;
    private int told;
    private boolean over;
    private Optional<Throwable> failure = Optional.empty();
    /** The first storm rages alone: it loads what all need, and libraries begin their logging once. */
    private boolean warm;

    /** What one lane is at. */
    private static final class Berth {
        private final StormThread lane;
        private Optional<Integer> at = Optional.empty();
        private int permits;
        private boolean lost;

        private Berth(StormThread lane) {
            this.lane = lane;
        }
    }

    /**
     * A fleet that sails once.
     *
     * @param strategies makes a new object for each storm; called by several threads
     * @param lanes how many storms at once
     * @param patience how long a strategy may not come back from one call, by the machine's clock
     */
    public StormRunner(Forecast forecast, Supplier<Strategy> strategies, int lanes, Duration patience) {
        this.forecast = forecast;
        this.strategies = strategies;
        this.lanes = lanes;
        this.patience = patience;
        sea = new Semaphore(lanes, true);
    }

    /**
     * Runs the storms of {@code runs} seeds from this one on.
     *
     * @param each is told of every one, in the order of their seeds, in the calling thread
     * @param cut asked now and then whether to end early
     */
    public void run(long firstSeed, int runs, Consumer<StormResult> each, BooleanSupplier cut)
            throws InterruptedException {
        var context = SessionContext.standalone("storm");
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < Math.min(lanes, runs); i++) {
            var berth = new Berth(new StormThread(forecast, strategies));
            berths.add(berth);
            threads.add(context.startPlatform("lane-" + (i + 1), () -> sail(berth, firstSeed, runs)));
        }
        try {
            while (told < runs && !cut.getAsBoolean()) {
                var next = next(firstSeed);
                if (next.isPresent()) {
                    each.accept(next.get());
                    if (next.get().givenUp()) {
                        return;
                    }
                }
            }
        } finally {
            end(threads);
        }
    }

    private void end(List<Thread> threads) throws InterruptedException {
        lock.lock();
        try {
            over = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        var until = clock.deadline(LAST);
        for (var i = 0; i < threads.size(); i++) {
            if (!berths.get(i).lost) {
                var unused = clock.join(threads.get(i), until);
            }
        }
    }

    /** The next in the order of seeds, if it has ended; waits a little for it. */
    private Optional<StormResult> next(long firstSeed) throws InterruptedException {
        var until = clock.deadline(LOOK);
        lock.lockInterruptibly();
        try {
            while (!ended.containsKey(told) && failure.isEmpty() && !until.expired()) {
                clock.await(moved, until);
            }
            if (failure.isPresent() && !ended.containsKey(told)) {
                throw new IllegalStateException("a lane of storms failed: " + failure.get(), failure.get());
            }
            look(firstSeed);
            var next = Optional.ofNullable(ended.remove(told));
            if (next.isPresent()) {
                told++;
                moved.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up those whose strategy has been silent for too long. Under the lock. */
    private void look(long firstSeed) {
        for (var berth : berths) {
            if (!berth.lost && berth.at.isPresent() && berth.lane.silence(clock).compareTo(patience) > 0) {
                berth.lost = true;
                ended.put(berth.at.get(), berth.lane.givenUp(firstSeed + berth.at.get(), patience));
                sea.release(berth.permits);
            }
        }
    }

    private void sail(Berth berth, long firstSeed, int runs) {
        try {
            for (var at = take(berth, runs); at.isPresent(); at = take(berth, runs)) {
                put(berth, at.get(), run(berth, firstSeed + at.get(), at.get() % TWICE == 0));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // whoever waits for the storms must hear of it
            failed(e);
        }
    }

    private void failed(Throwable e) {
        lock.lock();
        try {
            failure = failure.or(() -> Optional.of(e));
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Integer> take(Berth berth, int runs) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken < runs && (taken - told >= AHEAD * lanes || (taken > 0 && !warm)) && !over) {
                moved.await();
            }
            berth.at = over || berth.lost || taken >= runs ? Optional.empty() : Optional.of(taken++);
            return berth.at;
        } finally {
            lock.unlock();
        }
    }

    private void put(Berth berth, int at, StormResult passage) {
        lock.lock();
        try {
            warm = true;
            if (!berth.lost) {
                ended.put(at, passage);
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private StormResult run(Berth berth, long seed, boolean twice) throws InterruptedException {
        var passage = run(berth, seed, 1);
        if (passage.storm().broken().isPresent()) {
            return lanes == 1 ? passage : run(berth, seed, lanes);
        }
        if (twice) {
            var again = run(berth, seed, lanes);
            if (!again.storm().transcript().equals(passage.storm().transcript())) {
                return differing(run(berth, seed, lanes), again);
            }
        }
        return passage;
    }

    /** Both were run with nothing else going on: what makes a difference is in the strategy. */
    private static StormResult differing(StormResult one, StormResult other) {
        var same = one.storm().transcript().equals(other.storm().transcript());
        return same ? one : new StormResult(one.storm().differing(other.storm()), one.plan(), one.receipt(), false);
    }

    private StormResult run(Berth berth, long seed, int permits) throws InterruptedException {
        sea.acquire(permits);
        hold(berth, permits);
        try {
            return berth.lane.run(seed);
        } finally {
            if (hold(berth, 0)) {
                sea.release(permits);
            }
        }
    }

    private boolean hold(Berth berth, int permits) {
        lock.lock();
        try {
            berth.permits = permits;
            return !berth.lost;
        } finally {
            lock.unlock();
        }
    }
}
