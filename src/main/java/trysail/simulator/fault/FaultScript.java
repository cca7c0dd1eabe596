package trysail.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import trysail.fault.Fault;
import trysail.fault.Spells;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.simulator.network.SimulatedWire;

/** The faults of one exchange: fires those that have a time, answers for those that last. Thread-safe. */
public final class FaultScript implements RestFaults, AutoCloseable {
    private static final Duration STOP = Duration.ofMillis(200);
    private static final byte[] GARBAGE = {(byte) 0x81, 3, 'a', 'b', 'c'};
    private static final byte[] OVERSIZED = {(byte) 0x81, 127, 0, 0, 0, 0, 0x40, 0, 0, 0, '{', '"'};

    /** Between two bytes of a drip. */
    public static final Duration PACE = Duration.ofMillis(5);

    /** One that waits for its time. */
    private static final class Pending {
        private final Fault.AtVenue fault;
        private final Fault asked;
        private final Deadline due;
        private Optional<Thread> thread = Optional.empty();

        private Pending(Fault.AtVenue fault, Fault asked, Deadline due) {
            this.fault = fault;
            this.asked = asked;
            this.due = due;
        }

        private String words() {
            return asked.what() + " in " + Spells.seconds(due.remaining());
        }
    }

    private final SessionContext ctx;
    private final Target target;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Pending> waiting = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Spells lasting;
    private final RestScript rest;

    /** What faults act on besides REST. None of it blocks. */
    public interface Target {
        void drop();

        void gap();

        void cross();

        void duplicate();

        /** The next news of a trade is left out of its account's stream. */
        void loseFill();

        /** The next news of an order is left out of its account's stream. */
        void loseEvent();

        /** Lets this befall every account. */
        void befall(Fault.OnAccount what);

        /** Lets the trade stream carry what is no trade of the market. */
        void offMarket(Fault.OffMarket.Kind kind);

        /** Lets the update numbers of a book begin again. */
        void renumber();

        /** Changes of books are left out of the streams from now on, or no more. */
        void loseChanges(boolean on);

        /** Which streams carry nothing from now on: those of which the fault speaks, or none. */
        void silence(Optional<Fault.AckSilent> which);

        /** Breaks what is under way on the streams. */
        void cut();

        /** Sends bytes on every stream, as they are. */
        void send(byte[] bytes);

        /** Sends a message on every stream in pieces, without the last one. */
        void sendWithoutEnd();

        /** The way between the two, when it is in memory and can do all of this itself. */
        Optional<SimulatedWire> wire();

        /** Sockets: what is sent goes byte by byte from now on, or as it is. */
        void drip(boolean on);
    }

    public FaultScript(SessionContext ctx, long seed, FaultWords words, Target target) {
        this.ctx = ctx;
        this.target = target;
        lasting = new Spells(ctx.clock());
        rest = new RestScript(ctx.clock(), seed, words);
    }

    /**
     * Starts a fault's time.
     *
     * @throws IllegalArgumentException when it does not happen at an exchange
     */
    public void inject(Fault fault) {
        var here = fault.atVenue()
                .orElseThrow(() -> new IllegalArgumentException(
                        "fault '" + fault.what() + "' happens to a session, not at an exchange: inject it there"));
        var pending = new Pending(here, fault, ctx.clock().deadline(fault.at()));
        waiting.add(pending);
        if (fault.at().isZero()) {
            happen(pending);
        } else {
            pending.thread = Optional.of(later("fault " + fault.what(), fault.at(), () -> happen(pending)));
        }
    }

    private Thread later(String name, Duration after, Runnable then) {
        threads.removeIf(t -> !t.isAlive());
        var thread = ctx.startVirtual(name, () -> {
            try {
                ctx.clock().sleep(after);
                then.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // cleared, or the exchange closes
            }
        });
        threads.add(thread);
        return thread;
    }

    /** Whatever was cleared meanwhile does not happen. */
    private void happen(Pending pending) {
        lock.lock();
        try {
            if (waiting.remove(pending)) {
                happen(pending.fault, pending.asked.length());
            }
        } finally {
            lock.unlock();
        }
    }

    private void happen(Fault.AtVenue fault, Optional<Duration> length) {
        var until = length.map(l -> ctx.clock().deadline(l));
        switch (fault) {
            case Fault.Mute f -> lasting.begin(f, until);
            case Fault.Refuse f -> lasting.begin(f, until);
            case Fault.HalfOpen f -> lasting.begin(f, until);
            case Fault.Drip f -> lasting.begin(f, until);
            case Fault.Drop f -> target.drop();
            case Fault.Gap f -> target.gap();
            case Fault.Crossed f -> target.cross();
            case Fault.Duplicate f -> target.duplicate();
            case Fault.LostFill f -> target.loseFill();
            case Fault.LostEvent f -> target.loseEvent();
            case Fault.AckSilent f -> lasting.begin(f, until);
            case Fault.LostChanges f -> lasting.begin(f, until);
            case Fault.OddListings f -> lasting.begin(f, until);
            case Fault.OnAccount f -> target.befall(f);
            case Fault.OffMarket f -> target.offMarket(f.kind());
            case Fault.Renumber f -> target.renumber();
            case Fault.Garbage f -> target.send(GARBAGE);
            case Fault.Oversized f -> target.send(OVERSIZED);
            case Fault.Endless f -> target.sendWithoutEnd();
            case Fault.Cut f -> {
                target.cut();
                rest.tearOne();
            }
            case Fault.OnRest f -> rest.begin(f, until);
        }
        enforce();
        length.ifPresent(l -> threads.add(later("end of " + fault.what(), l, this::enforceAlone)));
    }

    private void enforceAlone() {
        lock.lock();
        try {
            enforce();
        } finally {
            lock.unlock();
        }
    }

    /** What has to be told that something lasts, or is over. */
    private void enforce() {
        target.loseChanges(lasts(Fault.LostChanges.class));
        target.silence(lasting.now(Fault.AckSilent.class));
        target.wire()
                .ifPresentOrElse(
                        wire -> {
                            wire.refuse(lasts(Fault.Refuse.class));
                            wire.freeze(lasts(Fault.HalfOpen.class));
                            wire.drip(lasts(Fault.Drip.class) ? PACE : Duration.ZERO);
                        },
                        () -> target.drip(lasts(Fault.Drip.class)));
    }

    /** What is in force and what waits for its time, in words. */
    public List<String> words() {
        var words = new ArrayList<>(lasting.words());
        words.addAll(rest.words());
        waiting.forEach(w -> words.add(w.words()));
        return words;
    }

    /** Ends what lasts, and what waits for its time never comes. */
    public void clear() {
        lock.lock();
        try {
            waiting.forEach(w -> w.thread.ifPresent(Thread::interrupt));
            waiting.clear();
            var unused = lasting.clear();
            rest.clear();
            enforce();
        } finally {
            lock.unlock();
        }
    }

    private boolean lasts(Class<? extends Fault> kind) {
        return lasting.now(kind).isPresent();
    }

    /** Whether the streams are silent now. */
    public boolean isMute() {
        return lasts(Fault.Mute.class) || (isHere() && lasts(Fault.HalfOpen.class));
    }

    /** Whether the listing has odd entries now. */
    public boolean isOddlyListing() {
        return lasts(Fault.OddListings.class);
    }

    /** Whether who connects is turned away at once. */
    public boolean isRefusing() {
        return isHere() && lasts(Fault.Refuse.class);
    }

    /** Whether what happens on the way has to happen at this end: there is no way in memory. */
    private boolean isHere() {
        return target.wire().isEmpty();
    }

    @Override
    public Action before(String method, String path) {
        if (isHere() && lasts(Fault.HalfOpen.class)) {
            return new Mute();
        }
        return isRefusing() ? new Drop() : rest.before(method, path);
    }

    @Override
    public Action after(String method, String path) {
        return isHere() && lasts(Fault.HalfOpen.class) ? new Mute() : rest.after(method, path);
    }

    @Override
    public boolean takesLater(Runnable order) {
        var by = rest.lateness();
        by.ifPresent(late -> later("late order", late, order));
        return by.isPresent();
    }

    @Override
    public boolean overloaded() {
        return rest.overloaded();
    }

    @Override
    public Optional<Fault.KeyRights.Right> keyRights() {
        return rest.keyRights();
    }

    @Override
    public Duration pace() {
        return isHere() && lasts(Fault.Drip.class) ? PACE : Duration.ZERO;
    }

    @Override
    public Duration clockStep() {
        return rest.clockStep();
    }

    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        var deadline = ctx.clock().deadline(STOP);
        for (var thread : threads) {
            ctx.clock().join(thread, deadline);
        }
    }
}
