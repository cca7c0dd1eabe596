package trysail.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a run that could go on, in the order in which they became ready; of those that one turn made ready the
 * oldest is the first, since the JDK itself wakes the tasks of a scope in an order that is another each time.
 */
final class RunQueue implements Executor {
    private final Thread carrier = Thread.currentThread();
    private final List<Runner> ready = new ArrayList<>();
    private final IdentityHashMap<Runnable, Runner> runners = new IdentityHashMap<>();
    private final List<Runner> gone = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> strangers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> strays = new ConcurrentLinkedQueue<>();
    private final ProcessThreads world = new ProcessThreads(this);
    private final Runnable point;
    private Runner running = new Runner(() -> {}, -1, world);
    private int settled;

    /** The calling thread will be the carrier. */
    RunQueue(Runnable point) {
        this.point = point;
    }

    /** A thread of this run, of no process that could be killed, is ready. */
    @Override
    public void execute(Runnable thread) {
        ready(thread, world);
    }

    /** A thread of this run is ready: it was started, it yielded or it was woken. The same object for all its life. */
    void ready(Runnable thread, ProcessThreads berth) {
        if (!isOurs(Thread.currentThread())) {
            strangers.add(Thread.currentThread().getName());
            strays.add(thread);
            return;
        }
        var runner = runners.computeIfAbsent(thread, t -> new Runner(t, runners.size(), berth));
        (runner.isGone() ? gone : ready).add(runner);
    }

    boolean isOurs(Thread thread) {
        return thread == carrier || (thread.isVirtual() && of(thread) == this);
    }

    private static @Nullable RunQueue of(Thread virtual) {
        var scheduler = JdkDoor.opened().scheduler(virtual);
        return scheduler instanceof ProcessThreads berth
                ? berth.queue()
                : scheduler instanceof RunQueue queue ? queue : null;
    }

    /** What a point does in the thread that passes it: whoever's run it is of. */
    static void point(Thread passing) {
        var queue = passing.isVirtual() ? of(passing) : null;
        if (queue != null) {
            queue.point.run();
        }
    }

    /** A thread leaves its process for the world, or comes back from it: see {@link trysail.machine.Preemption#outside}. */
    static void outside(Thread passing, int steps) {
        var queue = passing.isVirtual() ? of(passing) : null;
        if (queue != null) {
            queue.running.outside(steps);
            if (queue.running.isGone()) {
                queue.point.run(); // from which it does not come back
            }
        }
    }

    /** Who has this turn. */
    Runner running() {
        return running;
    }

    /** Those of a process that was killed that could go on, and never will. */
    void bury() {
        gone.addAll(ready.stream().filter(Runner::isGone).toList());
        ready.removeIf(Runner::isGone);
        settled = Math.min(settled, ready.size());
    }

    /** The run is over: everybody goes on, to an end. */
    void exhume() {
        ready.addAll(gone);
        gone.clear();
    }

    /** The run is over: those that strangers woke go on as well. */
    void gather() {
        for (var stray = strays.poll(); stray != null; stray = strays.poll()) {
            ready(stray, world);
        }
    }

    /** The names of threads of no run that have woken one of this: nothing a schedule decides. */
    List<String> strangers() {
        return List.copyOf(strangers);
    }

    int size() {
        return ready.size();
    }

    int number(int index) {
        return ready.get(index).number();
    }

    Runnable take(int index) {
        running = ready.remove(index);
        settled = ready.size();
        return running.thread();
    }

    /** The turn is over: those it made ready fall in. */
    void settle() {
        if (ready.size() - settled > 1) {
            ready.subList(settled, ready.size()).sort(Comparator.comparingInt(Runner::number));
        }
        settled = ready.size();
    }
}
