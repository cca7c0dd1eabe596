package trysail.storm;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import trysail.disk.JournalException;
import trysail.exchange.ExchangeException;
import trysail.fault.Fault;

/** What a session may come to under these faults, and under no others. */
record Allowed(List<Fault> faults) {
    private boolean any(Class<? extends Fault> kind) {
        return faults.stream().map(Fault::bare).anyMatch(kind::isInstance);
    }

    /** A task that nothing can end: named in the receipt, and the exit code says so. */
    boolean tasks() {
        return any(Fault.Spins.class) || any(Fault.Deaf.class) || any(Fault.Locks.class);
    }

    /** A journal that is still being written when the stop has to be over: named, and no success. */
    boolean files() {
        return any(Fault.SlowDisk.class);
    }

    /** A journal that does not tell all that happened. */
    boolean journal() {
        return any(Fault.FullDisk.class) || any(Fault.TornJournal.class);
    }

    /** What only reduces may go on the wire more than once: the venue has surely not done it. */
    boolean repeats() {
        return any(Fault.Unavailable.class) || any(Fault.ClockStep.class);
    }

    /** Orders of others that are cancelled by somebody else than the session. */
    boolean cancels() {
        return any(Fault.HandCancel.class) || any(Fault.Liquidated.class);
    }

    /** Whether a failure came from outside: what a venue, its network, a disk or a strategy may do to a session. */
    boolean failure(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(c -> c instanceof ExchangeException
                        || c instanceof IOException
                        || (any(Fault.OnDisk.class) && c instanceof JournalException)
                        || (any(Fault.Throws.class) && c instanceof IllegalStateException));
    }
}
