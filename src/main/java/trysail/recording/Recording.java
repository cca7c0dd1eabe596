package trysail.recording;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;

/**
 * A raw capture, checked and held in memory: one {@code <receive time, ns> <frame>} a line, in the order of arrival.
 * Immutable, thread-safe; sessions that play the same file share one.
 */
public final class Recording {
    /** Largest text held, in bytes after inflation. */
    public static final int LIMIT = 512 << 20;

    private record Held(CaptureFile.Identity file, String dialect) {}

    private static final Map<Held, WeakReference<Recording>> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final byte[] text;
    private final FrameIndex index;
    private final List<Instrument> instruments;
    private final CaptureDialect dialect;

    Recording(Path file, byte[] text, FrameIndex index, List<Instrument> instruments, CaptureDialect dialect) {
        this.dialect = dialect;
        this.file = file;
        this.text = text;
        this.index = index;
        this.instruments = List.copyOf(instruments);
    }

    /**
     * Reads and checks a capture; while somebody still holds an unchanged file's recording, answers that one. Blocks on
     * the disk: call it on a platform thread.
     *
     * @throws RecordingException naming the file, the line and the remedy
     */
    public static Recording load(Path file, CaptureDialect dialect) {
        var identity = new Held(CaptureFile.identity(file), dialect.word());
        var held = HELD.get(identity);
        var recording = held == null ? null : held.get();
        if (recording == null) {
            HELD.values().removeIf(r -> r.get() == null);
            recording = new Reading(file, CaptureFile.read(file, LIMIT), dialect).recording();
            HELD.put(identity, new WeakReference<>(recording));
        }
        return recording;
    }

    /**
     * Finds out before anything opens whether a capture can be played. Who keeps the answer until the session has opened
     * saves the second reading.
     *
     * @throws RecordingException as {@link #load}
     */
    public static Recording check(Path file, CaptureDialect dialect) {
        return load(file, dialect);
    }

    public Path file() {
        return file;
    }

    /** In whose words it is. */
    public CaptureDialect dialect() {
        return dialect;
    }

    /** A holder for {@link #read}. */
    public Frame frame() {
        return dialect.frame();
    }

    /** What it holds frames of, in order of appearance; ticks and lots as the venue lists them or as the frames show. */
    public List<Instrument> instruments() {
        return instruments;
    }

    /** How many frames it holds, snapshots included. */
    public int size() {
        return index.size();
    }

    /** Receive time of frame {@code i} in nanoseconds, by the clock of whoever recorded it. */
    public long receivedAt(int i) {
        return index.time(i);
    }

    public Frame.Kind kind(int i) {
        return index.kind(i);
    }

    /** Index into {@link #instruments}; -1 for a frame of no single instrument. */
    public int instrument(int i) {
        return index.instrument(i);
    }

    /** Takes frame {@code i} apart into a holder of this recording's {@link #frame}. */
    public void read(int i, Frame frame) {
        int number = index.instrument(i);
        int priceScale = number < 0 ? 0 : instruments.get(number).priceScale();
        int sizeScale = number < 0 ? 0 : instruments.get(number).sizeScale();
        try {
            if (index.kind(i) == Frame.Kind.SNAPSHOT) {
                frame.snapshot(text, index.from(i), index.to(i), priceScale, sizeScale);
            } else {
                frame.data(text, index.from(i), index.to(i), index.data(i), priceScale, sizeScale);
                frame.kind = index.kind(i);
            }
        } catch (MalformedFrame e) { // each was read when the file was loaded
            throw new IllegalStateException(this + ": frame " + i + " has changed", e);
        }
        frame.instrument = number;
    }

    /** The stream that frame {@code i} came on; empty for a snapshot. */
    public String stream(int i) {
        return dialect.stream(text, index.from(i), index.data(i));
    }

    @Override
    public String toString() {
        return file.getFileName() + " (" + size() + " frames of " + instruments + ")";
    }
}
