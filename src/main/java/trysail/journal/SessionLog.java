package trysail.journal;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.scope.Told;

/**
 * The log of one session, {@code <session>.log}: what is logged by the threads that work for it, secrets masked, one line
 * a record and the stack of what was thrown. Whoever logs never waits for the disk.
 */
public final class SessionLog {
    private static final int LONGEST = 16_384;
    private static final Logger ROOT = Logger.getLogger("");

    private final Handler handler = new Tap();
    private final SimpleFormatter words = new SimpleFormatter();
    private final List<LinePump> pumps;
    private final String session;
    private final Secrets secrets;

    private final class Tap extends Handler {
        @Override
        public void publish(@Nullable LogRecord logged) {
            if (logged != null
                    && isLoggable(logged)
                    && SessionContext.currentSession().filter(session::equals).isPresent()) {
                var line = line(logged);
                pumps.forEach(p -> p.offer(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private SessionLog(String session, Secrets secrets, List<LinePump> pumps) {
        this.session = session;
        this.secrets = secrets;
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
            Path directory,
            Collection<String> secrets,
            List<Appendable> copies,
            Deadline deadline)
            throws InterruptedException {
        return open(context, JournalStores.at(directory), secrets, copies, deadline);
    }

    /** The same, wherever journals are kept. */
    public static SessionLog open(
            SessionContext context,
            JournalStore store,
            Collection<String> secrets,
            List<Appendable> copies,
            Deadline deadline)
            throws InterruptedException {
        var file = store.directory().resolve(context.session() + ".log");
        var writer = store.call(
                context, "open-log", file, deadline, () -> store.log(context.session()), SessionLog::discard);
        var pumps = new ArrayList<LinePump>();
        var entry = context.ledger().open(Ledger.Kind.FILE, file.getFileName().toString());
        pumps.add(new LinePump(context, store, "log", new ToFile(writer, entry)));
        for (var copy : copies) {
            pumps.add(new LinePump(context, store, "log-copy", lines -> {
                for (var line : lines) {
                    copy.append(line);
                }
            }));
        }
        var log = new SessionLog(context.session(), new Secrets(secrets), pumps);
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

    private String line(LogRecord logged) {
        var name = logged.getLoggerName() == null ? "" : logged.getLoggerName();
        var text = new StringBuilder()
                .append(logged.getInstant().truncatedTo(ChronoUnit.MICROS))
                .append(' ')
                .append(logged.getLevel().getName())
                .append(' ')
                .append(Thread.currentThread().getName())
                .append(' ')
                .append(name.substring(name.lastIndexOf('.') + 1))
                .append(": ")
                .append(words.formatMessage(logged).replace('\n', ' '))
                .append('\n');
        var thrown = logged.getThrown();
        if (thrown != null) {
            text.append(Told.stack(thrown));
        }
        var masked = secrets.mask(text.toString());
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…\n";
    }

    /** Writes a line into this log and its copies alone: a program around us, with loggers of its own, is not told. */
    public void note(Class<?> by, String text) {
        var line = new LogRecord(Level.INFO, text);
        line.setLoggerName(by.getName());
        handler.publish(line);
    }

    /** Lines that were not written because too many came at once or the file failed. */
    public long dropped() {
        return pumps.getFirst().dropped();
    }

    /** Stops to log, writes what waits, closes the file. Idempotent; false when that did not end in time. */
    public boolean close(Deadline deadline) throws InterruptedException {
        ROOT.removeHandler(handler);
        var all = true;
        for (var pump : pumps) {
            all &= pump.close(deadline);
        }
        return all;
    }

    /** The file end: flushed after each batch, closed by the thread that writes it. */
    private static final class ToFile implements LinePump.Target {
        private final Writer writer;
        private final Ledger.Entry entry;

        private ToFile(Writer writer, Ledger.Entry entry) {
            this.writer = writer;
            this.entry = entry;
        }

        @Override
        public void write(List<String> lines) throws IOException {
            for (var line : lines) {
                writer.write(line);
            }
            writer.flush();
        }

        @Override
        public void close() throws IOException {
            try (entry) { // closed or not, the descriptor is given back
                writer.close();
            }
        }
    }
}
