package trysail.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import trysail.journal.JournalStore;
import trysail.journal.JournalStores;
import trysail.journal.MemoryStore;
import trysail.scope.Ledger;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.network.SimulatedWire;

/**
 * What lies around the sessions of a registry: the clock they go by, where their journals are kept, and what their
 * embedded exchanges are reached over. The world's own, or a storm's.
 *
 * @param stores where the journals of a directory are kept
 * @param wires makes a network in memory for an embedded exchange of this name; empty: exchanges open ports on loopback
 */
public record Surroundings(
        SessionClock clock, Function<Path, JournalStore> stores, Optional<Function<String, SimulatedWire>> wires) {
    /** The system's clock, directories, ports. */
    static final Surroundings REAL = new Surroundings(SessionClock.SYSTEM, JournalStores::at, Optional.empty());

    /** No file, no socket, no port: everything in memory, whatever directory a session names. */
    public static Surroundings inMemory(SessionClock clock, MemoryStore store, Function<String, SimulatedWire> wires) {
        return new Surroundings(clock, directory -> store, Optional.of(wires));
    }

    /** Whether sessions have the process's own threads and files. */
    boolean isReal() {
        return clock == SessionClock.SYSTEM && wires.isEmpty();
    }

    SessionContext context(String name) {
        return new SessionContext(name, clock, new Ledger(clock));
    }
}
