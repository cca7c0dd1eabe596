package trysail.storm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The threads of a run that could go on, in the order in which they became ready; of those that one turn made ready the
 * oldest is the first, since the JDK itself wakes the tasks of a scope in an order that is another each time.
 */
final class RunQueue implements Executor {
    private final Thread carrier = Thread.currentThread();
    private final List<Runnable> ready = new ArrayList<>();
    private final IdentityHashMap<Runnable, Integer> numbers = new IdentityHashMap<>();
    private final ConcurrentLinkedQueue<String> strangers = new ConcurrentLinkedQueue<>();
    private final Runnable point;
    private int settled;

    /** The calling thread will be the carrier. */
    RunQueue(Runnable point) {
        this.point = point;
    }

    /** A thread of this run is ready: it was started, it yielded or it was woken. The same object for all its life. */
    @Override
    public void execute(Runnable thread) {
        if (!isOurs(Thread.currentThread())) {
            strangers.add(Thread.currentThread().getName());
            return;
        }
        var unused = numbers.computeIfAbsent(thread, t -> numbers.size());
        ready.add(thread);
    }

    boolean isOurs(Thread thread) {
        return thread == carrier || (thread.isVirtual() && JdkDoor.opened().scheduler(thread) == this);
    }

    /** What a point does in the thread that passes it: whoever's run it is of. */
    static void point(Thread passing) {
        if (passing.isVirtual() && JdkDoor.opened().scheduler(passing) instanceof RunQueue queue) {
            queue.point.run();
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
        return numbers.getOrDefault(ready.get(index), -1);
    }

    Runnable take(int index) {
        var taken = ready.remove(index);
        settled = ready.size();
        return taken;
    }

    /** The turn is over: those it made ready fall in. */
    void settle() {
        if (ready.size() - settled > 1) {
            ready.subList(settled, ready.size()).sort(Comparator.comparing(t -> numbers.getOrDefault(t, -1)));
        }
        settled = ready.size();
    }
}
