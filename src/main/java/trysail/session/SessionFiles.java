package trysail.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.exchange.Credentials;
import trysail.journal.DeadSessions;
import trysail.journal.DrainMark;
import trysail.journal.Header;
import trysail.journal.Journal;
import trysail.journal.JournalStore;
import trysail.journal.Logbook;
import trysail.journal.SessionNumber;
import trysail.log.SessionLog;
import trysail.order.OrderIds;
import trysail.receipt.Receipt;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.words.Causes;

/** The files of one session: its log, its journal, its line in the logbook. */
final class SessionFiles {
    private static final Duration OPENING = Duration.ofSeconds(10);
    private static final Duration BOOKING = Duration.ofSeconds(3);

    private final SessionSpec spec;
    private final SessionNumber number;
    private final Logbook logbook;
    private final JournalStore store;
    private final SessionContext context;

    SessionFiles(SessionSpec spec, SessionNumber number, Logbook logbook, JournalStore store, SessionContext context) {
        this.store = store;
        this.spec = spec;
        this.number = number;
        this.logbook = logbook;
        this.context = context;
    }

    SessionLog openLog() throws InterruptedException {
        var secrets = spec.credentials().map(Credentials::secrets).orElse(List.of());
        List<Appendable> copies = spec.verbose() ? List.of(spec.logCopy()) : List.of();
        return SessionLog.open(
                context, store, spec.log(), secrets, copies, context.clock().deadline(OPENING));
    }

    String closeLog(SessionLog log, Deadline deadline) throws InterruptedException {
        if (!log.close(deadline)) {
            throw new IllegalStateException("the log could not be flushed in time");
        }
        var why = log.failure().map(Causes::text).map(w -> ": " + w).orElse("");
        return log.dropped() == 0 ? "" : log.dropped() + " log lines dropped" + why;
    }

    /** Whose journal it is: enough for a later start to know whether it may touch it. */
    Header header() {
        return new Header(
                number.session(),
                number.number(),
                logbook.tag(),
                spec.mode(),
                spec.venue(),
                address(),
                account(),
                spec.embedded(),
                Optional.of(spec.place().word()),
                spec.place() instanceof Place.Own
                        ? Optional.empty()
                        : Optional.of(spec.dialect().dialect()),
                List.of());
    }

    OrderIds orderIds(int epoch) {
        return new OrderIds(logbook.tag(), number.number(), epoch);
    }

    /** What its user should know of the journal directory, in words. */
    Optional<String> told() {
        return logbook.told();
    }

    /** Sessions of this account that died, and left work. */
    DeadSessions dead() {
        var ours = header();
        return new DeadSessions(context, store, ours.venue(), ours.address(), ours.account());
    }

    /** What journals have always said: the words here make a dead session's account known again. */
    private String address() {
        return switch (spec.place()) {
            case Place.Embedded here -> "embedded";
            case Place.Elsewhere there -> there.site().rest().toString();
            case Place.Real there -> spec.venue();
            case Place.Own(var own) -> own.address();
        };
    }

    private String account() {
        return spec.embedded()
                ? "embedded"
                : switch (spec.account()) {
                    case VENUE ->
                        spec.place() instanceof Place.Own(var own)
                                ? own.account()
                                : VenueAccess.keys(spec).fingerprint();
                    case PAPER -> "paper";
                };
    }

    /** Whether the account is there after the session; one that is made for the session dies with it. */
    private boolean accountOutlives() {
        return !spec.embedded()
                && switch (spec.account()) {
                    case VENUE -> true;
                    case PAPER -> false;
                };
    }

    /** Who drained this account before, if it is to be drained. */
    Optional<DrainMark> drained() throws InterruptedException {
        return accountOutlives() ? logbook.drained(header(), context.clock().deadline(OPENING)) : Optional.empty();
    }

    /** Who drained an account of this venue that has another key. */
    Optional<DrainMark> drainedWithAnotherKey() throws InterruptedException {
        return accountOutlives()
                ? logbook.drainedWithAnotherKey(header(), context.clock().deadline(OPENING))
                : Optional.empty();
    }

    /** That the account is to be drained outlives the session, or is forgotten. */
    void drained(boolean on) throws InterruptedException {
        var soon = context.clock().deadline(BOOKING);
        if (accountOutlives() && on) {
            logbook.drain(header(), soon);
        } else if (accountOutlives()) {
            logbook.resume(header(), soon);
        }
    }

    Journal openJournal() throws InterruptedException {
        return Journal.open(context, store, header(), context.clock().deadline(OPENING));
    }

    /** Closes the journal, or leaves it open for the next start's recovery when an order's fate is not known. */
    String closeJournal(Journal journal, boolean settled, String reason, Deadline deadline)
            throws InterruptedException {
        if (!settled) {
            journal.abandon(deadline);
            return journal.committed() + " entries synced, left to the next start's recovery";
        }
        return journal.close(reason, deadline) + " entries synced";
    }

    /** Keeps the receipt in the logbook, or beside it; says where when it is not in the book. */
    Optional<String> keep(Receipt receipt, Deadline deadline) throws InterruptedException {
        return logbook.record(number, receipt.toJson(), deadline).map(Object::toString);
    }
}
