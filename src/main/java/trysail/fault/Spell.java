package trysail.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import trysail.scope.Deadline;

/** A fault that lasts, while it lasts: at most one of its kind, the one injected last. Thread-safe. */
public final class Spell<F extends Fault> {
    private record Cast<F>(F fault, Optional<Deadline> until) {
        boolean over() {
            return until.filter(Deadline::expired).isPresent();
        }
    }

    private final AtomicReference<Optional<Cast<F>>> cast = new AtomicReference<>(Optional.empty());

    /** It goes wrong from now on: until then, or for good. */
    public void begin(F fault, Optional<Deadline> until) {
        cast.set(Optional.of(new Cast<>(fault, until)));
    }

    public void end() {
        cast.set(Optional.empty());
    }

    /** What is in force now. Cheap: it is asked for each frame. */
    public Optional<F> now() {
        return current().map(Cast::fault);
    }

    /** Such as {@code mute, 1.5s left}; empty when nothing is in force. */
    public Optional<String> words() {
        return current()
                .map(c -> c.fault().what()
                        + c.until()
                                .map(u -> ", " + seconds(u.remaining()) + " left")
                                .orElse(""));
    }

    private Optional<Cast<F>> current() {
        var now = cast.get();
        if (now.isPresent() && now.get().over()) {
            cast.compareAndSet(now, Optional.empty());
            return Optional.empty();
        }
        return now;
    }

    public static String seconds(Duration d) {
        return "%.1fs".formatted(d.toMillis() / 1_000.0);
    }
}
