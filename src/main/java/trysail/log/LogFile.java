package trysail.log;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import trysail.scope.Ledger;

/**
 * The file end of a session's log: flushed after each batch, begun anew when it is full, closed by the thread that writes
 * it. In the ledger until then.
 */
final class LogFile implements LinePump.Target {
    private final LogPlace store;
    private final String session;
    private final LogStyle style;
    private final Secrets secrets;
    private final Ledger.Entry entry;
    private Writer writer;
    private long written;

    LogFile(LogPlace store, String session, LogStyle style, Secrets secrets, Ledger.Entry entry, Writer writer) {
        this.store = store;
        this.session = session;
        this.style = style;
        this.secrets = secrets;
        this.entry = entry;
        this.writer = writer;
    }

    @Override
    public void write(List<LogLine> lines) throws IOException {
        for (var line : lines) {
            var text = text(line, style.format(), secrets);
            var bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (written + bytes > style.most() && written > 0) {
                turn();
            }
            writer.write(text);
            written += bytes;
        }
        writer.flush();
    }

    /** A line as it may be read by anybody, of a bounded length. */
    static String text(LogLine line, LogStyle.Format format, Secrets secrets) {
        var text = secrets.mask(line.written(format));
        if (text.length() <= SessionLog.LONGEST) {
            return text;
        }
        return switch (format) {
            case TEXT -> text.substring(0, SessionLog.LONGEST) + "…\n";
            case JSON -> secrets.mask(line.shortened(SessionLog.LONGEST / 8).written(format));
        };
    }

    private void turn() throws IOException {
        writer.close();
        store.turn(session, style.files());
        writer = store.log(session);
        written = 0;
    }

    @Override
    public void close() throws IOException {
        try (entry) { // closed or not, the descriptor is given back
            writer.close();
        }
    }
}
