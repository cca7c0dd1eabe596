package trysail.recording;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The lines of a capture, one after the other: the one that is looked at is in memory and no other. Blank lines,
 * comments ({@code #} or {@code //}) and a byte-order mark are stepped over, blanks around a line are not part of it.
 * Packed data that end too early, or are damaged, end here: what was before is whole. One thread; close it.
 */
final class Lines implements Closeable {
    private static final int LONGEST = 16 << 20;
    private static final int FIRST_ROOM = 1 << 16;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Path file;
    private final InputStream in;
    private byte[] buffer = new byte[FIRST_ROOM];
    private int next;
    private int filled;
    private boolean ended;
    private boolean begun;
    private Optional<String> broken = Optional.empty();
    private int number;
    private int from;
    private int to;
    private boolean unfinished;

    Lines(Path file) {
        this.file = file;
        this.in = CaptureFile.open(file);
    }

    /** Goes on to the next line that says something; false at the end. */
    boolean next() {
        while (line()) {
            while (from < to && blank(buffer[from])) {
                from++;
            }
            while (to > from && blank(buffer[to - 1])) {
                to--;
            }
            if (from < to && !comment()) {
                return true;
            }
        }
        return false;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == 0;
    }

    private boolean comment() {
        return buffer[from] == '#' || (buffer[from] == '/' && from + 1 < to && buffer[from + 1] == '/');
    }

    private boolean line() {
        int at = next;
        while (true) {
            for (; at < filled; at++) {
                if (buffer[at] == '\n') {
                    take(at, at + 1);
                    return true;
                }
            }
            if (ended) {
                unfinished = next < filled;
                if (unfinished) {
                    take(filled, filled);
                }
                return unfinished;
            }
            at -= next;
            fill();
            at += next;
        }
    }

    private void take(int end, int following) {
        from = next;
        to = end;
        next = following;
        number++;
    }

    private void fill() {
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        filled -= next;
        next = 0;
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                throw RecordingException.at(
                        file, number + 1, "is longer than " + (LONGEST >> 20) + " MB: this is no recording");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int n = read();
        ended = n < 0;
        filled += Math.max(0, n);
        if (!begun) {
            begun = true;
            next = filled == MARK.length && Arrays.equals(buffer, 0, MARK.length, MARK, 0, MARK.length) ? filled : 0;
        }
    }

    private int read() {
        try {
            if (!begun) {
                int n = in.readNBytes(buffer, 0, MARK.length);
                return n == 0 ? -1 : n;
            }
            return in.read(buffer, filled, buffer.length - filled);
        } catch (EOFException e) {
            broken = Optional.of("its gzip data stop in the middle, as when whoever wrote them was killed");
        } catch (ZipException e) {
            broken = Optional.of("its gzip data are damaged");
        } catch (IOException e) {
            throw CaptureFile.unreadable(file, e);
        }
        return -1;
    }

    byte[] text() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Of the line, counted from 1 as editors do. */
    int number() {
        return number;
    }

    /** Whether the line has no end: it is the last one, and may have been cut off. */
    boolean unfinished() {
        return unfinished;
    }

    /** Why there is no more, when the file itself does not end there. */
    Optional<String> broken() {
        return broken;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw CaptureFile.unreadable(file, e);
        }
    }
}
