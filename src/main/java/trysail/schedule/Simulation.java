package trysail.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.machine.Preemption;
import trysail.scope.SessionClock;

/**
 * One run of a program under a schedule: its threads are virtual ones of which one at a time goes on, as a
 * {@link Scheduler} says, and its time is simulated. A thread goes on until it waits, yields or ends, or passes a
 * {@linkplain Preemption#point point}.
 *
 * <p>Everything is decided by the strategy as long as the program starts threads, waits and reads time through
 * {@link #clock} alone, and never waits inside a monitor; else the run fails as {@link Stuck.Hidden}. For one run, in
 * the platform thread that made it.
 */
public final class Simulation {
    /** What a turn takes of simulated time, so that a task that only spins lets time pass. */
    public static final Duration TURN = Duration.ofNanos(1_000);

    /** When a run begins, for who reads a calendar. */
    public static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    /** Who waits for something further away waits for ever. */
    private static final Duration HORIZON = Duration.ofDays(1_000);

    private static final long MOST_TURNS = 2_000_000;
    private static final int ROUNDS = 100;
    private static final int TURNS_A_ROUND = 10_000;
    private static final Duration GIVEN_BACK = Duration.ofMillis(2);

    /** What a run does; what it throws is the run's failure. */
    @FunctionalInterface
    public interface Body {
        void run() throws Throwable;
    }

    private final Scheduler strategy;
    private final RunQueue queue = new RunQueue(this::point);
    private final RunThreads crew = new RunThreads(queue);
    private final Alarms alarms = new Alarms();
    private final SimulatedClock clock = new SimulatedClock(START, new Course(), crew);
    private final List<ProcessThreads> berths = new ArrayList<>();
    private final Map<Long, Body> visits = new HashMap<>();
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private Optional<Throwable> failure = Optional.empty();
    private long mostTurns = MOST_TURNS;
    private long turns;
    private int last = -1;
    private boolean over;

    /**
     * Returns where this JVM can have a simulation: before threads are started that would each fail by themselves.
     *
     * @throws IllegalStateException in one line that says what the JVM is to be started with
     */
    public static void requireDoor() {
        var unused = JdkDoor.opened();
    }

    /**
     * A run to come.
     *
     * @throws IllegalStateException when this JVM cannot have one, or the calling thread is virtual
     */
    public Simulation(Scheduler strategy) {
        var unused = JdkDoor.opened();
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a simulation runs in a platform thread, not in "
                    + Thread.currentThread().getName());
        }
        this.strategy = strategy;
        Preemption.decidedBy(
                () -> RunQueue.point(Thread.currentThread()), steps -> RunQueue.outside(Thread.currentThread(), steps));
    }

    /** The time and the threads of this run. */
    public SessionClock clock() {
        return clock;
    }

    /** A process in this run: threads that can be dropped together. */
    public SimulatedProcess process() {
        var berth = new ProcessThreads(queue);
        berths.add(berth);
        return new SimulatedProcess(berth, new SimulatedProcess.Clock(clock, crew.on(berth)));
    }

    /** Has {@code body} begin at this turn, ahead of all others, in a thread of its own. */
    public Simulation at(long turn, String name, Body body) {
        visits.put(turn, () -> crew.start(name, guarded(body)));
        return this;
    }

    /** After so many turns it is a {@link Stuck.Livelock}. */
    public Simulation within(long most) {
        mostTurns = most;
        return this;
    }

    /** Runs {@code body} and all that it starts, until it has ended and nothing can go on. Once. */
    public Outcome run(Body body) {
        if (turns > 0 || over) {
            throw new IllegalStateException("a simulation is run once");
        }
        var root = crew.start("root", guarded(body));
        try {
            while (goOn(root)) {
                turn();
            }
        } catch (Throwable e) {
            failure = failure.or(() -> Optional.of(e));
        }
        var left = crew.stacks();
        var uncaught = crew.uncaught();
        var took = Duration.ofNanos(clock.nanos());
        unwind();
        return new Outcome(trace(), turns, took, failure, uncaught, left);
    }

    private Runnable guarded(Body body) {
        return () -> {
            try {
                body.run();
            } catch (Over e) {
                throw e;
            } catch (Throwable e) {
                failure = failure.or(() -> Optional.of(e));
            }
        };
    }

    /** Whether there is a turn to take: time passes until there is. */
    private boolean goOn(Thread root) {
        if (!queue.strangers().isEmpty()) {
            throw new Stuck.Hidden("a thread of this run was woken by " + queue.strangers(), stacks());
        }
        while (queue.size() == 0 && alarms.due(clock.nanos()).isEmpty()) {
            if (root.getState() == Thread.State.TERMINATED) {
                return false;
            }
            var next = alarms.earliest().filter(at -> at - clock.nanos() < HORIZON.toNanos());
            clock.jump(next.orElseThrow(this::deadlock));
        }
        if (turns >= mostTurns) {
            throw new Stuck.Livelock(turns, stacks());
        }
        return true;
    }

    private Stuck deadlock() {
        var others = crew.working().stream()
                .filter(t -> t.getState() != Thread.State.WAITING)
                .map(Thread::getName)
                .toList();
        return others.isEmpty()
                ? new Stuck.Deadlock(stacks())
                : new Stuck.Hidden(others + " wait by the machine's time, for a monitor or in the system", stacks());
    }

    private String stacks() {
        return String.join("\n", crew.stacks());
    }

    private void turn() throws Exception {
        var visit = visits.remove(turns);
        turns++;
        clock.turn();
        if (visit == null) {
            choose();
        } else {
            visit(visit);
        }
        alarms.look();
    }

    /** The visitor is the last in line, and goes first. */
    private void visit(Body visit) {
        try {
            visit.run();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        go(queue.size() - 1);
    }

    private void choose() {
        var due = alarms.due(clock.nanos());
        var size = queue.size() + due.size();
        var choice = size == 1 ? 0 : strategy.next(new Candidates(due));
        if (size > 1) {
            choices.add(choice);
            widths.add(size);
        }
        if (choice >= queue.size()) {
            alarms.ring(due.get(choice - queue.size()));
            go(queue.size() - 1);
        } else {
            go(choice);
        }
    }

    private void go(int index) {
        last = queue.number(index);
        queue.take(index).run();
        queue.settle();
    }

    /** Whatever still runs is ended: it may not outlive the run. What cannot be ended stays behind. */
    private void unwind() {
        over = true;
        berths.forEach(ProcessThreads::raise);
        queue.exhume();
        for (var round = 0; round < ROUNDS; round++) {
            var alive = crew.alive();
            if (alive.isEmpty()) {
                return;
            }
            alive.forEach(Thread::interrupt);
            for (var i = 0; i < TURNS_A_ROUND && queue.size() > 0; i++) {
                queue.take(0).run();
            }
            if (queue.size() == 0 && alive.stream().anyMatch(Simulation::isElsewhere) && !givenBack()) {
                return;
            }
            queue.gather();
        }
    }

    /** Who has waited for a monitor of the JDK's is given back by a thread of the JDK's, in the machine's time. */
    private static boolean isElsewhere(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.RUNNABLE;
    }

    private static boolean givenBack() {
        try {
            SessionClock.SYSTEM.sleep(GIVEN_BACK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours
    private void point() {
        if (over) {
            throw new Over();
        }
        Thread.yield();
    }

    /** The schedule so far. */
    public Trace trace() {
        return new Trace(choices);
    }

    /** Among how many each choice was. */
    public List<Integer> widths() {
        return widths;
    }

    private final class Candidates implements Turn {
        private final List<Alarm> due;

        private Candidates(List<Alarm> due) {
            this.due = due;
        }

        @Override
        public int size() {
            return queue.size() + due.size();
        }

        @Override
        public int thread(int candidate) {
            return candidate < queue.size()
                    ? queue.number(candidate)
                    : due.get(candidate - queue.size()).number();
        }

        @Override
        public int last() {
            return last;
        }
    }

    private final class Course implements SimulatedClock.Course {
        @Override
        public void point() {
            Simulation.this.point();
        }

        @Override
        public Alarm set(long at, Optional<Object> on) {
            if (over) {
                throw new Over();
            }
            if (!queue.isOurs(Thread.currentThread()) || !Thread.currentThread().isVirtual()) {
                throw new IllegalStateException(Thread.currentThread().getName() + " is no thread of this run");
            }
            return alarms.set(queue.running(), at, on);
        }

        @Override
        public void remove(Alarm alarm) {
            alarms.remove(alarm);
        }
    }
}
