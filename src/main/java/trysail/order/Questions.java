package trysail.order;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import trysail.model.ClientOrderId;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** Orders to be asked after, and when. Bounded by the open orders; never forgotten until struck. One thread. */
final class Questions {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Map<ClientOrderId, Doubt> doubts = new LinkedHashMap<>();
    private final SessionClock clock;

    /** @param cancel whether the order is to be cancelled as well */
    record Doubt(ClientOrderId id, boolean cancel, int attempt, Deadline due) {}

    Questions(SessionClock clock) {
        this.clock = clock;
    }

    /** To be asked after in {@code pause}; an order that was to be cancelled still is. */
    Doubt add(ClientOrderId id, boolean cancel, Duration pause) {
        var young = new Doubt(id, cancel, 0, clock.deadline(pause));
        return doubts.merge(id, young, (old, same) -> new Doubt(id, old.cancel || cancel, old.attempt, young.due));
    }

    /** Asked in vain: again, later than the last time. */
    void again(Doubt doubt, Duration atLeast) {
        var pause = Patience.pause(doubt.attempt + 2);
        var longer = pause.compareTo(atLeast) < 0 ? atLeast : pause;
        doubts.put(doubt.id, new Doubt(doubt.id, doubt.cancel, doubt.attempt + 1, clock.deadline(longer)));
    }

    void strike(ClientOrderId id) {
        doubts.remove(id);
    }

    boolean cancels(ClientOrderId id) {
        var doubt = doubts.get(id);
        return doubt != null && doubt.cancel;
    }

    Optional<Doubt> firstDue() {
        return doubts.values().stream().filter(d -> d.due.expired()).findFirst();
    }

    /** When the next one is due, or a while from now. */
    Deadline nextDue() {
        var next = clock.deadline(IDLE);
        for (var doubt : doubts.values()) {
            next = next.within(doubt.due.remaining());
        }
        return next;
    }
}
