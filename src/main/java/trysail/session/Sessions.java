package trysail.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.Directories;
import trysail.disk.JournalException;
import trysail.exchange.ExchangeException;
import trysail.journal.JournalStore;
import trysail.journal.Logbook;
import trysail.live.LiveLook;
import trysail.look.EmbeddedVenue;
import trysail.order.OnStop;
import trysail.owner.FileOwnership;
import trysail.owner.Ownership;
import trysail.process.OwnProcess;
import trysail.receipt.Receipt;
import trysail.receipt.ReceiptJson;
import trysail.receipt.ReceiptText;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;
import trysail.scope.StopReason;
import trysail.words.BadInput;
import trysail.words.Causes;

/**
 * The sessions of this process and what they share: embedded exchanges and logbooks, each kept for as long as somebody
 * uses it. Thread-safe.
 */
public final class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class.getName());
    private static final Sessions SHARED = new Sessions();
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final SharedLock lock = new SharedLock();
    private final Shares<Path, Logbook> logbooks;
    private final List<Session> running = new ArrayList<>();
    private final Surroundings around;
    private final EmbeddedVenues venues;
    private final SessionContext context;

    /** An empty registry in the real world. */
    public Sessions() {
        this(Surroundings.REAL);
    }

    /** An empty registry whose sessions know no other surroundings than these. */
    public Sessions(Surroundings around) {
        this.around = around;
        venues = new EmbeddedVenues(around);
        context = around.context("sessions");
        logbooks = new Shares<>(Logbook::close, around.clock());
    }

    /** The one registry of this process. */
    public static Sessions shared() {
        return SHARED;
    }

    /**
     * Starts a session; returns when it has its number and runs by itself.
     *
     * @throws BadInput when something asked for cannot be: nothing was opened then
     * @throws IllegalStateException when the JVM was not started with {@code --enable-preview}
     */
    public Session start(SessionSpec spec) {
        SessionContext.requirePreview();
        var directory = spec.journal().toAbsolutePath().normalize();
        var store = around.stores().apply(directory);
        Preflight.check(spec, store);
        var lease = claim(spec);
        try {
            return start(spec, directory, store, lease);
        } catch (RuntimeException | Error e) {
            lease.ifPresent(Ownership.Lease::close);
            throw e;
        }
    }

    /** The account is nobody else's as long as the session lives; of one that is made for it there is nothing to claim. */
    private Optional<Ownership.Lease> claim(SessionSpec spec) {
        var keys = spec.credentials();
        if (!around.isReal() || spec.embedded() || spec.account() == AccountKind.PAPER || keys.isEmpty()) {
            return Optional.empty();
        }
        var place = spec.rest().orElse(spec.dialect().real().rest()).toString();
        var account = new Ownership.Account(place, keys.get().fingerprint());
        var name = spec.name().orElse(spec.mode());
        var who = new Ownership.Holder(
                name, ProcessHandle.current().pid(), around.clock().now());
        var directory = Directories.state().resolve("owners");
        try {
            return switch (new FileOwnership(directory).claim(account, who)) {
                case Ownership.Claim.Granted granted -> Optional.of(granted.lease());
                case Ownership.Claim.Taken taken ->
                    throw new BadInput("account " + account.fingerprint() + " at " + place + " is traded by "
                            + taken.by().words() + ": stop that one first, or use keys of another account");
            };
        } catch (UncheckedIOException e) {
            throw new BadInput(
                    "who trades on account " + account.fingerprint() + " cannot be noted in " + directory + " ("
                            + Causes.text(e) + "): set XDG_STATE_HOME to a directory that can be written",
                    e);
        }
    }

    private Session start(SessionSpec spec, Path directory, JournalStore store, Optional<Ownership.Lease> lease) {
        try {
            var logbook = logbook(directory);
            var began = false;
            try {
                var number = logbook.newSession(spec.name().orElse(spec.mode()), deadline());
                var session = new Session(spec, number, logbook, store, venues, around, (s, by) -> {
                    lease.ifPresent(Ownership.Lease::close);
                    ended(s, directory, by);
                });
                begin(session);
                began = true;
                return session;
            } finally {
                if (!began) {
                    logbooks.leave(directory, deadline());
                }
            }
        } catch (JournalException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a session was opened", e);
        }
    }

    /**
     * What a session would find: asks the venue what it lists and how the account stands, and opens nothing else. For who
     * decides whether it is to be started.
     *
     * @throws BadInput when something asked for cannot be
     * @throws ExchangeException when the venue does not answer, or says no
     */
    public LiveLook look(SessionSpec spec) throws InterruptedException {
        Preflight.check(
                spec, around.stores().apply(spec.journal().toAbsolutePath().normalize()));
        var by = deadline();
        try {
            var venue = VenueAccess.open(spec, venues, context).venue();
            try (var client = venue.client()) {
                var unused = client.clockOffset(by);
                var traded = Symbols.chosen(spec.symbols(), spec.dialect().usualSymbols(), client.listing(by));
                var standing = client.standing(traded.getFirst().quote(), by);
                return new LiveLook(venue.toString(), venue.account(), standing, traded);
            }
        } catch (IOException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
    }

    /** It is listed before it runs, so that it can be struck when it has ended; and struck when it cannot begin. */
    private void begin(Session session) {
        lock.lock();
        try {
            running.add(session);
        } finally {
            lock.unlock();
        }
        if (around.isReal()) {
            OwnProcess.THIS.enter(session.name());
        }
        var began = false;
        try {
            session.begin();
            began = true;
        } finally {
            if (!began) {
                strike(session);
                OwnProcess.THIS.forget(session.name());
            }
        }
    }

    private void strike(Session session) {
        lock.lock();
        try {
            running.remove(session);
        } finally {
            lock.unlock();
        }
    }

    private void ended(Session session, Path directory, Deadline deadline) {
        strike(session);
        try {
            logbooks.leave(directory, deadline);
        } catch (JournalException e) {
            LOG.log(Level.FINE, "the logbook could not be closed in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that have not ended, oldest first. */
    public List<Session> running() {
        lock.lock();
        try {
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }

    /** The embedded exchanges that are open, the oldest first. */
    public List<EmbeddedVenue> embedded() {
        return venues.open();
    }

    /** Stops all of them side by side and waits: one deadline for all, the longest of theirs. */
    public List<Receipt> stopAll(StopReason reason) throws InterruptedException {
        return stopAll(reason, Optional.empty());
    }

    /** The same; {@code policy} says what becomes of orders and positions, if not what each was told at its start. */
    public List<Receipt> stopAll(StopReason reason, Optional<OnStop> policy) throws InterruptedException {
        var all = running();
        all.forEach(s -> s.stop(reason, policy, Optional.empty()));
        var receipts = new ArrayList<Receipt>();
        for (var session : all) {
            receipts.add(session.await());
        }
        return receipts;
    }

    /**
     * One line of the logbook.
     *
     * @param receipt its receipt as JSON; empty while it runs and when its process was killed
     */
    public record Past(String session, Instant started, Optional<String> receipt) {
        /** Its receipt as people read it. */
        public Optional<String> text() {
            return receipt.map(r -> ReceiptText.of(ReceiptJson.read(r)));
        }
    }

    /** The last sessions of a journal directory, oldest first. */
    public List<Past> history(Path journals, int most) throws InterruptedException {
        SessionContext.requirePreview();
        var directory = journals.toAbsolutePath().normalize();
        if (around.stores().apply(directory).isOnDisk()) {
            Directories.writable(directory);
        }
        var logbook = logbook(directory);
        try {
            return logbook.history(most, deadline()).stream()
                    .map(l -> new Past(l.session(), l.started(), l.receipt()))
                    .toList();
        } finally {
            logbooks.leave(directory, deadline());
        }
    }

    private Logbook logbook(Path directory) throws InterruptedException {
        return logbooks.join(
                directory, () -> Logbook.open(context, around.stores().apply(directory), deadline()));
    }

    private Deadline deadline() {
        return around.clock().deadline(OPENING);
    }
}
