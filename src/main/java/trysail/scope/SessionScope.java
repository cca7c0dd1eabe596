package trysail.scope;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import trysail.machine.Preemption;
import trysail.machine.Reserve;
import trysail.machine.Stacks;

/**
 * The only {@code StructuredTaskScope}: what a session forks lives inside it, what a session opens is held by it.
 *
 * <p>It ends when a stop is requested, by anybody, for any reason, its duration included, and by nothing else: a task
 * that fails requests the stop. Opening, forking, joining and closing are the owner thread's. {@link #close} never
 * skips the join, and waits for tasks that ignore interruption without limit: the receipt is out before.
 */
public final class SessionScope implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int TRIES = 100;
    private static final long PAUSE_NANOS = 10_000_000;

    /** What a task does; what its end means to the session, or nothing. */
    @FunctionalInterface
    public interface Task {
        Optional<StopReason> run() throws Exception;
    }

    /** A stop was requested while something was being opened: it was not opened. */
    public static final class StoppedWhileOpening extends RuntimeException {
        StoppedWhileOpening(String what) {
            super("not opened, a stop is under way: " + what);
        }
    }

    private static final Object LAST = new Object();

    private final SessionContext context;
    private final StopSignal stop;
    private final StopLadder ladder;
    private final Gate gate;
    private final ScopeDoor door;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Held<?>> held = new CopyOnWriteArrayList<>();
    private final List<Thread> opening = new CopyOnWriteArrayList<>();
    private final List<Runnable> farewells = new CopyOnWriteArrayList<>();
    private String forking = "stop";
    private boolean joined;

    private SessionScope(SessionContext context, StopSignal stop, StopLadder ladder, Gate gate) {
        this.context = context;
        this.stop = stop;
        this.ladder = ladder;
        this.gate = gate;
        door = new ScopeDoor(context.session(), this::thread, LAST);
    }

    /** Opens the scope and forks the stop task, so that from here on a stop always works. */
    public static SessionScope open(SessionContext context, StopSignal stop, StopLadder ladder, Gate gate, Term term) {
        ladder.countFrom(stop);
        var scope = new SessionScope(context, stop, ladder, gate);
        scope.door.fork(() -> {
            scope.awaitStop(term);
            return LAST;
        });
        return scope;
    }

    /** The stop task's work. Whatever goes wrong in it, it returns: nothing else cancels the tasks. */
    private void awaitStop(Term term) {
        try {
            stop.await(term);
            quiet();
        } catch (InterruptedException e) { // the drain has begun without us
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            ladder.error(Rung.QUIET.label() + ": " + Told.named(e));
        }
    }

    private Thread thread(Runnable task) {
        var thread = context.clock().threads().virtual(context.session() + "/" + forking, task);
        threads.add(thread);
        context.ledger().open(Ledger.Kind.TASK, thread);
        return thread;
    }

    /** Forks a task. Its failure requests the stop; once the stop is under way only a failure of its own is told. */
    public void fork(String name, Task task) {
        refuseOnceStopped(name);
        forking = name;
        door.fork(() -> {
            try {
                task.run().ifPresent(stop::request);
            } catch (Throwable e) {
                taskFailed(name, e);
            }
            return Optional.empty();
        });
        Preemption.point();
    }

    /** With the heap full there may be no room to say so at once; but without this task the session must not go on. */
    private void taskFailed(String name, Throwable e) {
        Reserve.freeFor(e);
        for (var tries = 0; tries < TRIES; tries++) {
            try {
                failed(name, e);
                return;
            } catch (OutOfMemoryError again) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    void failed(String name, Throwable e) {
        if (stop.isRequested() && endedByCancel(e)) {
            return;
        }
        var isFirst = stop.request(new StopReason.Failed(e)); // else suppressed under the first, if that was a failure
        if (!isFirst && !(stop.first().orElseThrow().reason() instanceof StopReason.Failed)) {
            ladder.error(name + ": " + Told.named(e));
        }
    }

    /** After a cancel an interruption, a socket that the interruption closed, or a refusal to open is a normal end. */
    private static boolean endedByCancel(Throwable e) {
        return Causes.any(
                e,
                cause -> cause instanceof InterruptedException
                        || cause instanceof IOException
                        || cause instanceof StoppedWhileOpening);
    }

    /**
     * Opens a resource and holds it until the scope unwinds. The opener must not block: see {@link #holdSlow}. Refused
     * once a stop is requested; a throw inside requests the stop before it is rethrown.
     */
    public <T> Held<T> hold(Rung rung, String name, Callable<? extends T> opener, Held.Closer<? super T> closer) {
        refuseOutOfOrder(rung, name);
        refuseOnceStopped(name);
        try {
            return held(rung, name, opener.call(), closer);
        } catch (Throwable e) {
            throw openingFailed(name, e);
        }
    }

    /** As {@link #hold}, for what touches files or loads much: opened on a platform thread, which a stop leaves behind. */
    public <T> Held<T> holdSlow(Rung rung, String name, Callable<? extends T> opener, Held.Closer<? super T> closer) {
        refuseOutOfOrder(rung, name);
        return held(rung, name, new Opening<T>(this, name, opener, closer).await(true), closer);
    }

    /** Runs one step of the opening on a virtual thread that a stop interrupts. */
    public <T> T step(String name, Callable<? extends T> work) {
        return new Opening<T>(this, name, work, (late, deadline) -> "").await(false);
    }

    /** What is closed later must be opened earlier: the owner closes in reverse order of opening. */
    private void refuseOutOfOrder(Rung rung, String name) {
        var earlier = held.stream().filter(h -> h.rung().compareTo(rung) < 0).findFirst();
        if (!rung.closes() || earlier.isPresent()) {
            throw openingFailed(
                    name,
                    new IllegalStateException(name + " cannot be closed on the rung " + rung.label()
                            + earlier.map(h -> ": it was opened after " + h.name())
                                    .orElse("")));
        }
    }

    private <T> Held<T> held(Rung rung, String name, T resource, Held.Closer<? super T> closer) {
        var h = new Held<T>(rung, name, resource, closer, context, ladder);
        held.add(h);
        Preemption.point();
        return h;
    }

    RuntimeException openingFailed(String name, Throwable e) {
        failed(name, e);
        return e instanceof RuntimeException r ? r : new IllegalStateException(Told.line(e), e);
    }

    void closingFailed(String name, Throwable e) {
        ladder.error(name + ", opened late: " + Told.named(e));
    }

    void refuseOnceStopped(String what) {
        Preemption.point();
        if (stop.isRequested()) {
            throw new StoppedWhileOpening(what);
        }
    }

    SessionContext context() {
        return context;
    }

    StopSignal stop() {
        return stop;
    }

    /** Has something said before the tasks are cancelled: the last chance to be polite. It should not block. */
    public void onFarewell(Runnable farewell) {
        farewells.add(farewell);
    }

    /** A step of the opening runs on this thread from now on, until {@link #opened}. */
    void opening(Thread thread) {
        opening.add(thread);
    }

    void opened(Thread thread) {
        opening.remove(thread);
    }

    /** The threads that open something this instant. */
    List<Thread> opening() {
        return opening;
    }

    /** The forked tasks that have not ended, but for the stop task, which is forked first. */
    List<Thread> tasksAlive() {
        return threads.stream().skip(1).filter(Thread::isAlive).toList();
    }

    /** Everything held, in the order of opening. */
    List<Held<?>> held() {
        return held;
    }

    private void quiet() throws InterruptedException {
        ladder.begin(Rung.QUIET);
        var inside = gate.awaitQuiet(Duration.ZERO);
        while (inside > 0 && !ladder.isOver(Rung.QUIET)) {
            inside = gate.awaitQuiet(GLANCE);
        }
        ladder.end(
                Rung.QUIET,
                inside == 0 ? StopLadder.Outcome.DONE : StopLadder.Outcome.CUT,
                inside == 0 ? "nothing on the wire" : inside + " still on the wire");
        sayFarewell();
    }

    /** In a thread of its own: a farewell that hangs or throws does not keep the tasks from being cancelled. */
    private void sayFarewell() throws InterruptedException {
        if (farewells.isEmpty()) {
            return;
        }
        var saying = context.startVirtual("farewell", () -> farewells.forEach(this::say));
        while (!context.clock().join(saying, context.clock().deadline(GLANCE))) {
            if (ladder.isOver(Rung.QUIET)) {
                ladder.end(Rung.QUIET, StopLadder.Outcome.CUT, "farewell cut in " + Stacks.top(saying));
                saying.interrupt();
                return;
            }
        }
    }

    private void say(Runnable farewell) {
        try {
            farewell.run();
        } catch (Throwable e) {
            ladder.error("farewell: " + Told.named(e));
        }
    }

    /** Waits for the stop: normally by the owner, once. */
    public void join() throws InterruptedException {
        joined = true;
        try {
            door.join();
        } catch (InterruptedException e) { // nobody should; but what follows are closes, and they need a stop
            stop.request(new StopReason.Failed(e));
            throw e;
        }
    }

    /** The tasks as a resource: closing it joins, if nobody did, and drains them within the rung's budget. */
    public AutoCloseable tasks() {
        return this::drain;
    }

    private void drain() {
        var interrupted = false;
        if (!joined) {
            stop.request(new StopReason.StopRequested("opening ended early"));
            try {
                join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ladder.begin(Rung.TASKS);
        Preemption.point();
        interrupted |= interruptUntil(() -> ladder.isOver(Rung.TASKS));
        var alive = alive();
        if (alive.isEmpty()) {
            ladder.end(Rung.TASKS, StopLadder.Outcome.DONE, threads.size() - 1 + " joined");
        } else {
            ladder.end(Rung.TASKS, StopLadder.Outcome.CUT, describe(alive));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts tasks again and again until all have ended or there is no more time; true when interrupted itself. */
    private boolean interruptUntil(BooleanSupplier over) {
        var interrupted = false;
        for (var alive = alive(); !alive.isEmpty() && !over.getAsBoolean(); alive = alive()) {
            try {
                if (!context.clock().join(alive.get(0), context.clock().deadline(AGAIN))) {
                    alive.forEach(Thread::interrupt);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private static String describe(List<Thread> alive) {
        var words = new ArrayList<String>();
        alive.forEach(t -> words.add(t.getName() + " ignores interruption in " + Stacks.top(t)));
        return String.join(" · ", words);
    }

    /** Each forked thread was started or never will be once the scope is joined: this is exact. */
    private List<Thread> alive() {
        return threads.stream().filter(Thread::isAlive).toList();
    }

    /** Requests the stop and joins if nobody did, then waits for the last task, without limit. */
    @Override
    public void close() {
        if (!joined) {
            drain();
        }
        var until =
                context.clock().deadline(ladder.whole()); // a rung cut in a hurry leaves who forgot one interruption
        var interrupted = interruptUntil(until::expired);
        door.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
