package trysail.recording;

import java.io.Closeable;
import java.util.Optional;
import trysail.json.MalformedFrame;

/**
 * A recording read from its first frame to its last, straight from the disk. Lines that cannot be read are stepped over
 * and counted. One thread; close it.
 */
public final class Playback implements Closeable {
    /** A line that cannot be read. */
    record Bad(int line, String why, boolean cutOff) {}

    private final Lines lines;
    private final ReceiveTimes times;
    private final CaptureReader.Pass pass;
    private final Frame frame = new Frame();
    private long received;
    private int bad;
    private Optional<Bad> firstBad = Optional.empty();

    Playback(Lines lines, ReceiveTimes times, CaptureReader.Pass pass) {
        this.lines = lines;
        this.times = times;
        this.pass = pass;
    }

    /**
     * Goes on to the next frame; false at the end.
     *
     * @throws RecordingException when the disk fails
     */
    public boolean advance() {
        while (lines.next()) {
            try {
                int start = times.read(lines.text(), lines.from(), lines.to());
                pass.read(lines.text(), start, lines.to(), frame);
                received = times.nanos(frame.eventTime, received);
                return true;
            } catch (MalformedFrame e) {
                bad++;
                if (firstBad.isEmpty()) {
                    firstBad = Optional.of(new Bad(lines.number(), String.valueOf(e.getMessage()), lines.unfinished()));
                }
            }
        }
        return false;
    }

    /** The frame that was come to, until the next one. */
    public Frame frame() {
        return frame;
    }

    /** When it was received, nanoseconds by the clock of whoever recorded it. */
    public long receivedAt() {
        return received;
    }

    int bad() {
        return bad;
    }

    Optional<Bad> firstBad() {
        return firstBad;
    }

    Optional<String> broken() {
        return lines.broken();
    }

    @Override
    public void close() {
        lines.close();
    }
}
