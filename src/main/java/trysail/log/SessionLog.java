package trysail.log;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import trysail.disk.JournalException;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;

/**
 * The log of one session, {@code <session>.log}: what is told of it, and what the threads that work for it log; secrets
 * masked, one line an event and the stack of what was thrown. Nobody who tells something waits for the disk. Thread-safe.
 */
public final class SessionLog {
    /** Characters of one line with its stack. */
    static final int LONGEST = 16_384;

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger HOUSE = Logger.getLogger("trysail");
    private static int detailed; // logs that want the house's details; guarded by the class

    private final Handler handler = new Tap();
    private final SimpleFormatter words = new SimpleFormatter();
    private final List<LinePump> pumps;
    private final SessionContext context;
    private final LogStyle style;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final class Tap extends Handler {
        @Override
        public void publish(@Nullable LogRecord logged) {
            if (logged != null && context.isCurrent()) {
                take(logged);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private SessionLog(SessionContext context, LogStyle style, List<LinePump> pumps) {
        this.context = context;
        this.style = style;
        this.pumps = pumps;
    }

    /**
     * Starts to log.
     *
     * @param secrets texts that must never be written
     * @param copies where else each line goes, such as standard error for {@code --verbose}; each on a thread of its own
     * @throws JournalException when the file cannot be opened
     */
    public static SessionLog open(
            SessionContext context,
            LogPlace store,
            LogStyle style,
            Collection<String> secrets,
            List<Appendable> copies,
            Deadline deadline)
            throws InterruptedException {
        var session = context.session();
        var file = store.directory().resolve(session + ".log");
        var writer = store.call(context, "open-log", file, deadline, () -> store.log(session), SessionLog::discard);
        var mask = new Secrets(secrets);
        var pumps = new ArrayList<LinePump>();
        var entry = context.ledger().open(Ledger.Kind.FILE, file.getFileName().toString());
        pumps.add(new LinePump(context, store::start, "log", new LogFile(store, session, style, mask, entry, writer)));
        for (var copy : copies) {
            pumps.add(new LinePump(context, store::start, "log-copy", lines -> {
                for (var line : lines) {
                    copy.append(LogFile.text(line, style.format(), mask));
                }
            }));
        }
        var log = new SessionLog(context, style, pumps);
        if (style.level().takes(LogLevel.DEBUG)) {
            details(1);
        }
        ROOT.addHandler(log.handler);
        return log;
    }

    private static void discard(Writer late) {
        try {
            late.close();
        } catch (IOException e) {
            // opened too late and never written to: there is nothing to lose
        }
    }

    /** The house makes lines of details while a log wants them; other logs and a program around us leave them out. */
    private static synchronized void details(int more) {
        var before = detailed;
        detailed += more;
        if (before == 0 && detailed == 1) {
            HOUSE.setLevel(Level.FINE);
        } else if (detailed == 0) {
            HOUSE.setLevel(null);
        }
    }

    private void take(LogRecord logged) {
        var name = logged.getLoggerName() == null ? "" : logged.getLoggerName();
        write(new LogLine(
                logged.getInstant(),
                LogLevel.of(logged.getLevel()),
                context.session(),
                name.substring(name.lastIndexOf('.') + 1),
                words.formatMessage(logged),
                Map.of("logger", name, "thread", Thread.currentThread().getName()),
                Optional.ofNullable(logged.getThrown())));
    }

    private void write(LogLine line) {
        if (style.level().takes(line.level())) {
            pumps.forEach(p -> p.offer(line));
        }
    }

    /**
     * Tells what happened in this log and its copies alone: a program around us, with loggers of its own, is not told.
     *
     * @param event in a word
     * @param details for programs; see {@link LogLine}
     */
    public void tell(LogLevel level, String event, String message, Map<String, ?> details, Optional<Throwable> thrown) {
        write(new LogLine(context.clock().now(), level, context.session(), event, message, details, thrown));
    }

    /** Lines that were not written because too many came at once or the file failed. */
    public long dropped() {
        return pumps.getFirst().dropped();
    }

    /** What kept lines from being written, if something did. */
    public Optional<Throwable> failure() {
        return pumps.getFirst().failure();
    }

    /** Stops to log, writes what waits, closes the file. Idempotent; false when that did not end in time. */
    public boolean close(Deadline deadline) throws InterruptedException {
        ROOT.removeHandler(handler);
        if (!closed.getAndSet(true) && style.level().takes(LogLevel.DEBUG)) {
            details(-1);
        }
        var all = true;
        for (var pump : pumps) {
            all &= pump.close(deadline);
        }
        return all;
    }
}
