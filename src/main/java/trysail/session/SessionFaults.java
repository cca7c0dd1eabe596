package trysail.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.fault.Fault;
import trysail.fault.Spells;
import trysail.journal.JournalStore;
import trysail.journal.JournalStores;
import trysail.scope.SessionClock;
import trysail.simulator.SimulatedExchange;
import trysail.strategy.Strategy;

/**
 * What goes wrong on purpose with one session, each where it happens. What was asked for at its start and has a time
 * counts that from the instant the session runs; what has none happens at once. Thread-safe.
 */
final class SessionFaults {
    private final Spells disk;
    private final Spells strategy;
    private final List<Fault> waiting = new ArrayList<>();
    private final SessionClock clock;

    SessionFaults(SessionClock clock) {
        this.clock = clock;
        disk = new Spells(clock);
        strategy = new Spells(clock);
    }

    /** The store of a session, with what happens to its disk. */
    JournalStore around(JournalStore store) {
        return JournalStores.troubled(store, new JournalStore.Trouble() {
            @Override
            public Duration delay() {
                return disk.now(Fault.SlowDisk.class).map(Fault.SlowDisk::each).orElse(Duration.ZERO);
            }

            @Override
            public boolean full() {
                return disk.now(Fault.FullDisk.class).isPresent();
            }

            @Override
            public boolean tears() {
                return disk.take(Fault.TornJournal.class).isPresent();
            }
        });
    }

    /** The strategy of a session, with what it does wrong. */
    Strategy around(Strategy itself) {
        return new FaultyStrategy(itself, strategy, clock);
    }

    /** Lets something go wrong: with the disk, the strategy, or the exchange, of which there may be none. */
    void inject(Fault fault, Optional<SimulatedExchange> exchange) {
        switch (fault.bare()) {
            case Fault.OnDisk f -> disk.begin(fault);
            case Fault.InStrategy f -> strategy.begin(fault);
            case Fault.AtVenue f -> exchange.ifPresent(e -> e.inject(fault));
        }
    }

    /** What was asked for at the start, but for what its exchange is told as it opens. */
    void begin(List<Fault> faults) {
        for (var fault : faults) {
            if (!fault.at().isZero()) {
                await(fault);
            } else if (!atVenue(fault)) {
                inject(fault, Optional.empty());
            }
        }
    }

    private synchronized void await(Fault fault) {
        waiting.add(fault);
    }

    /** The session runs: from now on the times of faults count. */
    void runs(Optional<SimulatedExchange> exchange) {
        due().forEach(f -> inject(f, exchange));
    }

    private synchronized List<Fault> due() {
        var due = List.copyOf(waiting);
        waiting.clear();
        return due;
    }

    /** Those that an exchange is told as it opens: they happen as soon as its market begins. */
    static List<Fault> atOpening(List<Fault> faults) {
        return faults.stream().filter(f -> atVenue(f) && f.at().isZero()).toList();
    }

    /** Whether only an embedded exchange can do this. */
    static boolean atVenue(Fault fault) {
        return fault.atVenue().isPresent();
    }

    /** What is in force and what waits for its time, in words, but for what the exchange was told. */
    List<String> words() {
        var all = new ArrayList<String>();
        synchronized (this) {
            waiting.forEach(f -> all.add(f.spec()));
        }
        all.addAll(disk.words());
        all.addAll(strategy.words());
        return all;
    }

    /** Ends all of it, but for what the exchange was told; whether there was any. */
    boolean clear() {
        var waited = !due().isEmpty();
        var onDisk = disk.clear();
        return strategy.clear() || onDisk || waited;
    }
}
