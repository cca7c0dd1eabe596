package trysail.recording;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import trysail.model.Instrument;

/**
 * A raw capture that was read through once: one {@code <receive time> <frame>} a line, in the order of arrival. What it
 * holds is known, its frames stay on the disk: {@link #play} reads them one by one. Immutable, thread-safe; sessions that
 * play the same file share one.
 */
public final class Recording {
    private record Held(CaptureFile.Identity file, String dialect) {}

    private static final Map<Held, WeakReference<Recording>> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final CaptureFile.Identity identity;
    private final CaptureDialect dialect;
    private final Contents contents;

    Recording(Path file, CaptureFile.Identity identity, CaptureDialect dialect, Contents contents) {
        this.file = file;
        this.identity = identity;
        this.dialect = dialect;
        this.contents = contents;
    }

    /**
     * Reads and checks a capture; while somebody still holds an unchanged file's recording, answers that one. Blocks on
     * the disk: call it on a platform thread.
     *
     * @throws RecordingException naming the file, the line and the remedy
     */
    public static Recording load(Path file, CaptureDialect dialect) {
        var identity = CaptureFile.identity(file);
        var key = new Held(identity, dialect.word());
        var held = HELD.get(key);
        var recording = held == null ? null : held.get();
        if (recording == null) {
            HELD.values().removeIf(r -> r.get() == null);
            recording = new Recording(file, identity, dialect, new Reading(file, dialect).contents());
            HELD.put(key, new WeakReference<>(recording));
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

    /** What it holds frames of, in order of appearance; ticks and lots as the venue lists them or as the frames show. */
    public List<Instrument> instruments() {
        return contents.reader().instruments();
    }

    /** The names of the streams that it holds frames of. */
    public List<String> streams() {
        return contents.reader().streams();
    }

    /** How many frames it holds, snapshots included. */
    public int size() {
        return contents.frames();
    }

    /** When the first event happened, milliseconds: as the venue says, or when it was received. */
    public long firstEvent() {
        return contents.firstEvent();
    }

    /** When the first frame was received, nanoseconds. */
    public long firstReceived() {
        return contents.firstReceived();
    }

    /** How many snapshots of the book of an instrument it holds. */
    public int snapshots(int instrument) {
        return contents.of(instrument).snapshots();
    }

    /** The first frame of this kind of an instrument, without its text; empty when there is none. */
    public Optional<Frame> first(int instrument, Frame.Kind kind) {
        return contents.of(instrument).first(kind);
    }

    /** What of the file cannot be played, a line each; none when all of it can. */
    public List<String> notes() {
        return contents.notes().stream()
                .map(note -> "recording " + file + ": " + note)
                .toList();
    }

    /**
     * Begins to read its frames. Blocks on the disk.
     *
     * @throws RecordingException when it cannot be opened, or is not as it was when it was checked
     */
    public Playback play() {
        if (!identity.equals(CaptureFile.identity(file))) {
            throw RecordingException.of(file, "has changed since it was checked; start again");
        }
        return new Playback(
                new Lines(file),
                new ReceiveTimes(contents.unit()),
                contents.reader().pass());
    }

    @Override
    public String toString() {
        return file.getFileName() + " (" + size() + " frames of " + instruments() + ")";
    }
}
