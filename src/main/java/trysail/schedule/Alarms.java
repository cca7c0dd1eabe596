package trysail.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything in a run that waits for a time. Used by the carrier alone. */
final class Alarms {
    private static final Comparator<Alarm> BY_TIME = (a, b) -> a.isBefore(b) ? -1 : b.isBefore(a) ? 1 : 0;

    private final List<Alarm> set = new ArrayList<>();
    private final List<Alarm> rung = new ArrayList<>();
    private long order;

    /** For the calling thread, whose runner is given, until {@code at}. */
    Alarm set(Runner runner, long at, Optional<Object> on) {
        var alarm = new Alarm(runner, at, order++, on);
        set.add(alarm);
        set.sort(BY_TIME);
        return alarm;
    }

    /** Its thread is back from its wait. */
    void remove(Alarm alarm) {
        set.remove(alarm);
        rung.remove(alarm);
    }

    /** Those whose time is over and whose thread still waits, the earliest first. */
    List<Alarm> due(long now) {
        if (set.isEmpty() || set.get(0).at() > now) {
            return List.of();
        }
        return set.stream().filter(a -> a.at() <= now && a.isWaiting()).toList();
    }

    /** The next time at which a thread that waits now could go on. */
    Optional<Long> earliest() {
        return set.stream().filter(Alarm::isWaiting).map(Alarm::at).findFirst();
    }

    void ring(Alarm alarm) {
        set.remove(alarm);
        alarm.ring();
        rung.add(alarm);
    }

    /** After any other thread's turn. */
    void look() {
        for (var alarm : rung) {
            alarm.look();
        }
    }
}
