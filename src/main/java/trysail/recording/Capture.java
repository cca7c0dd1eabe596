package trysail.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import trysail.model.BookDelta;
import trysail.scope.Deadline;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;
import trysail.stream.Channel;

/**
 * Writes a capture while its frames come: {@code <receive time, ns> <frame>} a line, as {@link Recording} reads it, gzip
 * when the file's name ends in {@code .gz}. One platform thread has the file; whoever hands over a frame never waits:
 * what does not fit into the queue is dropped and counted. A disk that fails ends the capture and nothing else.
 * Thread-safe.
 */
public final class Capture {
    private static final int MOST_LINES = 1 << 15;
    private static final long MOST_BYTES = 64L << 20;
    private static final int BATCH = 512;
    private static final int BUFFER = 1 << 16;
    /** A packed file grows a little with each: not for every frame. */
    private static final Duration FLUSH_EVERY = Duration.ofMillis(500);

    private static final Duration CUT = Duration.ofMillis(100);

    private static final class Line {
        private final long nanos;
        private final byte[] text;
        private final boolean frame;

        private Line(long nanos, byte[] text, boolean frame) {
            this.nanos = nanos;
            this.text = text;
            this.frame = frame;
        }
    }

    private final SharedLock lock = new SharedLock();
    private final Condition changed = lock.newCondition();
    private final Channel<Line> lines = Channel.blocking("record", MOST_LINES);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong books = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final SessionContext context;
    private final Path file;
    private final CaptureDialect dialect;
    private final Consumer<Capture> failed;
    private final Thread thread;
    private volatile boolean closing;
    private boolean open;
    private boolean over;
    private Optional<RecordingException> failure = Optional.empty();

    private Capture(
            SessionContext context, Path file, CaptureDialect dialect, boolean force, Consumer<Capture> failed) {
        this.context = context;
        this.file = file;
        this.dialect = dialect;
        this.failed = failed;
        thread = context.startPlatform("record", () -> run(force));
    }

    /**
     * Makes the file and waits until it is open.
     *
     * @param dialect in whose words the frames are that come
     * @param force overwrites a file that is there
     * @param failed is told, once and on the writer's thread, when the disk fails later; see {@link #failure}
     * @throws RecordingException when it cannot be opened, or not in time: one line with the remedy
     */
    public static Capture open(
            SessionContext context,
            Path file,
            CaptureDialect dialect,
            boolean force,
            Consumer<Capture> failed,
            Deadline deadline)
            throws InterruptedException {
        var capture = new Capture(context, file, dialect, force, failed);
        var opened = false;
        try {
            capture.awaitOpen(deadline);
            opened = true;
            return capture;
        } finally {
            if (!opened) {
                capture.lines.end(new Channel.End.Done());
                capture.cut();
            }
        }
    }

    private void awaitOpen(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!open && failure.isEmpty() && !deadline.expired()) {
                context.clock().await(changed, deadline);
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (!open) {
                throw RecordingException.of(file, "cannot be opened in time; take another disk");
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(boolean force) {
        try (var entry = context.ledger().open(Ledger.Kind.FILE, String.valueOf(file.getFileName()));
                var out = stream(force)) {
            tell(() -> open = true);
            write(out);
            out.flush();
        } catch (RecordingException e) {
            fail(e);
        } catch (IOException e) {
            fail(RecordingException.of(file, "cannot be written (" + words(e) + "); the recording ends here"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(RecordingException.of(file, "was cut before everything was written"));
        } finally {
            lines.end(new Channel.End.Done());
            tell(() -> over = true);
        }
    }

    private void fail(RecordingException e) {
        lines.end(new Channel.End.Broken(e));
        var late = new boolean[1];
        tell(() -> {
            late[0] = open;
            failure = Optional.of(e);
        });
        if (late[0]) {
            failed.accept(this);
        }
    }

    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private OutputStream stream(boolean force) throws IOException {
        var zipped = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        var raw = create(force);
        return zipped ? new GZIPOutputStream(raw, BUFFER, true) : new BufferedOutputStream(raw, BUFFER);
    }

    private OutputStream create(boolean force) throws IOException {
        if (Files.isDirectory(file)) {
            throw RecordingException.of(file, "is a directory; name a file in it");
        }
        if (force && pipe()) {
            throw RecordingException.of(file, "is a pipe, which may never be read; name a file");
        }
        try {
            return force
                    ? Files.newOutputStream(file)
                    : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw RecordingException.of(file, "is there already; take another name, or --force to overwrite it");
        } catch (NoSuchFileException e) {
            throw RecordingException.of(file, "cannot be made: its directory is not there; make it first");
        } catch (IOException e) {
            throw RecordingException.of(file, "cannot be made (" + words(e) + "); take another place");
        }
    }

    /** Opening one waits, without end and deaf to interrupts, for somebody to read it. */
    private boolean pipe() throws IOException {
        return Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((Integer) Files.getAttribute(file, "unix:mode") & 0170000) == 0010000;
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What is written is on its way to the disk within a second: a process that is killed leaves the rest to be played. */
    private void write(OutputStream out) throws IOException, InterruptedException {
        var batch = new ArrayList<Line>();
        var written = false;
        var flush = context.clock().deadline(FLUSH_EVERY);
        while (lines.take(batch, BATCH, context.clock(), flush).isEmpty()) {
            written |= !batch.isEmpty();
            for (var line : batch) {
                var time = Long.toString(line.nanos).getBytes(StandardCharsets.US_ASCII);
                out.write(time);
                out.write(' ');
                out.write(line.text);
                out.write('\n');
                waitingBytes.addAndGet(-line.text.length);
                bytes.addAndGet(time.length + line.text.length + 2);
                (line.frame ? frames : books).incrementAndGet();
            }
            batch.clear();
            if (flush.expired()) {
                if (written) {
                    out.flush();
                    written = false;
                }
                flush = context.clock().deadline(FLUSH_EVERY);
            }
        }
    }

    /** Hands over one frame; the bytes are copied. Never waits. */
    public void frame(Instant received, byte[] buffer, int from, int to) {
        offer(received, Arrays.copyOfRange(buffer, from, to), true);
    }

    /** Hands over the whole of a book, from which later frames go on. Never waits. */
    public void book(Instant received, BookDelta snapshot) {
        offer(received, dialect.snapshot(snapshot), false);
    }

    private void offer(Instant received, byte[] text, boolean frame) {
        for (var i = 0; i < text.length; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                text[i] = ' '; // between JSON's words: inside them it would not be JSON
            }
        }
        var nanos = received.getEpochSecond() * 1_000_000_000L + received.getNano();
        if (closing) {
            return;
        }
        var fits = waitingBytes.addAndGet(text.length) <= MOST_BYTES && lines.tryPut(new Line(nanos, text, frame));
        if (!fits) {
            waitingBytes.addAndGet(-text.length);
            dropped.incrementAndGet();
        }
    }

    /** Where it goes. */
    public Path file() {
        return file;
    }

    /** Market frames handed to the file so far; snapshots of books are not counted. */
    public long frames() {
        return frames.get();
    }

    /** Snapshots of books handed to the file so far. */
    public long books() {
        return books.get();
    }

    /** Bytes of text so far, before any compression. */
    public long bytes() {
        return bytes.get();
    }

    /** Lines that were dropped because the disk was too slow, or had failed. */
    public long dropped() {
        return dropped.get();
    }

    /** What kept it from going on. */
    public Optional<RecordingException> failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the file is closed. */
    public boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits and closes the file; at the deadline the writer is cut. True when all was written in time. */
    public boolean close(Deadline deadline) throws InterruptedException {
        closing = true;
        lines.end(new Channel.End.Done());
        if (context.clock().join(thread, deadline)) {
            return failure().isEmpty();
        }
        cut();
        return false;
    }

    private void cut() throws InterruptedException {
        thread.interrupt();
        context.clock().join(thread, context.clock().deadline(CUT));
    }
}
