package trysail.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SharedLock;

/** Faults that last, asked for by those they happen to: each in force from its time to its end. Thread-safe. */
public final class Spells {
    private record Cast(Fault fault, Deadline from, Optional<Deadline> until) {
        private boolean over() {
            return until.filter(Deadline::expired).isPresent();
        }

        private String words() {
            if (!from.expired()) {
                return fault.what() + " in " + seconds(from.remaining());
            }
            return fault.bare().what()
                    + until.map(u -> ", " + seconds(u.remaining()) + " left").orElse("");
        }
    }

    private final SharedLock lock = new SharedLock();
    private final Condition changed = lock.newCondition();
    private final List<Cast> casts = new CopyOnWriteArrayList<>();
    private final SessionClock clock;

    public Spells(SessionClock clock) {
        this.clock = clock;
    }

    /** As the fault itself says: from its time on, for its length or for good. */
    public void begin(Fault fault) {
        var until = fault.length().map(l -> clock.deadline(fault.at().plus(l)));
        casts.add(new Cast(fault, clock.deadline(fault.at()), until));
    }

    /** In force from now on, in place of another one of its kind: until then, or for good. */
    public void begin(Fault fault, Optional<Deadline> until) {
        var cast = new Cast(fault, clock.deadline(Duration.ZERO), until);
        casts.add(cast);
        casts.removeIf(
                c -> c != cast && c.fault.bare().getClass() == fault.bare().getClass());
    }

    /** What of this kind is in force now. Cheap when nothing is. */
    public <F extends Fault> Optional<F> now(Class<F> kind) {
        return cast(kind).map(c -> kind.cast(c.fault.bare()));
    }

    private Optional<Cast> cast(Class<? extends Fault> kind) {
        if (casts.isEmpty()) {
            return Optional.empty();
        }
        casts.removeIf(Cast::over);
        return casts.stream()
                .filter(c -> kind.isInstance(c.fault.bare()) && c.from.expired())
                .findFirst();
    }

    /** What happens once, for the one who comes first. */
    public <F extends Fault> Optional<F> take(Class<F> kind) {
        return cast(kind).filter(casts::remove).map(c -> kind.cast(c.fault.bare()));
    }

    /** Waits until nothing of this kind is in force any more, however often it is interrupted; whether it was. */
    public boolean awaitEnd(Class<? extends Fault> kind) {
        var interrupted = false;
        lock.lock();
        try {
            for (var cast = cast(kind); cast.isPresent(); cast = cast(kind)) {
                try {
                    interrupted |= await(cast.get());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return interrupted;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller's loop
    private boolean await(Cast cast) throws InterruptedException {
        if (cast.until.isPresent()) {
            clock.await(changed, cast.until.get());
            return false;
        }
        changed.awaitUninterruptibly();
        return Thread.interrupted();
    }

    /** What is in force and what waits for its time, such as {@code mute, 1.5s left}. */
    public List<String> words() {
        casts.removeIf(Cast::over);
        return casts.stream().map(Cast::words).toList();
    }

    /** Ends them all; whether there were any. */
    public boolean clear() {
        lock.lock();
        try {
            var any = !casts.isEmpty();
            casts.clear();
            changed.signalAll();
            return any;
        } finally {
            lock.unlock();
        }
    }

    public static String seconds(Duration d) {
        return "%.1fs".formatted(d.toMillis() / 1_000.0);
    }
}
