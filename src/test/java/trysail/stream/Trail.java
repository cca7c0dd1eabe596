package trysail.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import trysail.scope.SessionClock;

/** Keeps what happened, in order, and lets a test wait for it; a wait that lasts too long fails with what there was. */
public final class Trail<T> implements Sink<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<T> items = new ArrayList<>();

    @Override
    public synchronized void put(T item) {
        items.add(item);
        notifyAll();
    }

    public synchronized List<T> items() {
        return List.copyOf(items);
    }

    public <S extends T> List<S> of(Class<S> type) {
        return items().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public synchronized T await(Predicate<? super T> wanted) throws InterruptedException {
        return await(wanted, 1);
    }

    /** Waits for the {@code count}th item of this kind. */
    public synchronized T await(Predicate<? super T> wanted, int count) throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(PATIENCE);
        while (true) {
            var found = items.stream().filter(wanted).toList();
            if (found.size() >= count) {
                return found.get(count - 1);
            }
            if (deadline.expired()) {
                throw new AssertionError("it never came; there were " + items);
            }
            wait(Math.max(1, deadline.remaining().toMillis()));
        }
    }

    /** Waits until something outside is so, looking again and again. */
    public static synchronized void until(Supplier<Boolean> so) throws InterruptedException {
        var deadline = SessionClock.SYSTEM.deadline(PATIENCE);
        while (!so.get()) {
            if (deadline.expired()) {
                throw new AssertionError("it never came to be");
            }
            Trail.class.wait(2);
        }
    }
}
