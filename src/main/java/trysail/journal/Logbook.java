package trysail.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.disk.Disk;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/**
 * The book of all sessions of one journal directory: their numbers, their receipts, and the tag that marks their orders.
 * Safe for any number of processes and sessions at once. Every call does its file work on a platform thread and ends
 * within its deadline.
 */
public final class Logbook {
    private static final Logger LOG = Logger.getLogger(Logbook.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final SessionContext context;
    private final JournalStore store;
    private final Book book;

    private Logbook(SessionContext context, JournalStore store, Book book) {
        this.context = context;
        this.store = store;
        this.book = book;
    }

    /** @throws JournalException when the directory cannot be used */
    public static Logbook open(SessionContext context, Path directory, Deadline deadline) throws InterruptedException {
        return open(context, JournalStores.at(directory), deadline);
    }

    /** @throws JournalException when the store cannot be used */
    public static Logbook open(SessionContext context, JournalStore store, Deadline deadline)
            throws InterruptedException {
        var book = store.call(
                context, "open-logbook", store.directory(), deadline, () -> store.book(context.clock()), late -> {
                    try {
                        late.close();
                    } catch (SQLException e) {
                        LOG.log(Level.FINE, "closing a logbook nobody waited for", e);
                    }
                });
        return new Logbook(context, store, book);
    }

    /** What the client order ids of all sessions of this book begin with. */
    public String tag() {
        return book.tag();
    }

    /** What its user should know of the directory, in words: that it was copied, or that its logbook is an older one. */
    public Optional<String> told() {
        return book.told();
    }

    /** The next number, for a session of this mode. Nobody else gets it. */
    public SessionNumber newSession(String mode, Deadline deadline) throws InterruptedException {
        return call("new-session", deadline, () -> {
            var number = book.newSession(mode, context.clock().now());
            return new SessionNumber(number, mode + "-" + number);
        });
    }

    /**
     * Keeps a session's receipt; if the book cannot be written, beside it.
     *
     * @return the file it went to when it did not go into the book
     * @throws JournalException when it could not be kept at all
     */
    public Optional<Path> record(SessionNumber session, String receiptJson, Deadline deadline)
            throws InterruptedException {
        var half = Duration.ofNanos(deadline.remaining().toNanos() / 2);
        try {
            return call("keep-receipt", deadline.within(half), () -> {
                book.write(session, receiptJson);
                return Optional.<Path>empty();
            });
        } catch (JournalException bookFailed) {
            var file = store.directory().resolve(session.session() + ".receipt.json");
            try {
                return store.call(
                        context,
                        "keep-receipt",
                        file,
                        deadline,
                        () -> store.beside(session.session(), receiptJson),
                        late -> {});
            } catch (JournalException e) {
                e.addSuppressed(bookFailed);
                throw e;
            }
        }
    }

    /** The last {@code most} sessions, oldest first. */
    public List<LogbookLine> history(int most, Deadline deadline) throws InterruptedException {
        return call("read-history", deadline, () -> book.history(most));
    }

    /** From now on sessions of this account begin draining, until {@link #resume}. On the disk when it returns. */
    public void drain(Header account, Deadline deadline) throws InterruptedException {
        var now = context.clock().now();
        var unused = call("keep-drain", deadline, () -> {
            book.drain(account, now);
            return true;
        });
    }

    /** Sessions of this account begin as usual again. */
    public void resume(Header account, Deadline deadline) throws InterruptedException {
        var unused = call("end-drain", deadline, () -> {
            book.resume(account);
            return true;
        });
    }

    /** Who drained this account, if it is to be drained. */
    public Optional<DrainMark> drained(Header account, Deadline deadline) throws InterruptedException {
        return call("read-drain", deadline, () -> book.drained(account));
    }

    /** Who drained an account of the same venue that has another key: it may be this one's, from before it was changed. */
    public Optional<DrainMark> drainedWithAnotherKey(Header account, Deadline deadline) throws InterruptedException {
        return call("read-drain", deadline, () -> book.drainedWithAnotherKey(account));
    }

    /** Closes the book's file. Idempotent. */
    public void close(Deadline deadline) throws InterruptedException {
        var unused = call("close-logbook", deadline, () -> {
            book.close();
            return true;
        });
    }

    private <T> T call(String name, Deadline deadline, Disk.Work<T> work) throws InterruptedException {
        var file = store.directory().resolve(LogbookDb.FILE);
        return store.call(context, name, file, deadline, () -> locked(work), late -> {});
    }

    private <T> T locked(Disk.Work<T> work) throws Exception {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
