package trysail.recording;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Opens a capture, plain or gzip. Blocks on the disk: call it on a platform thread. */
final class CaptureFile {
    private static final int BUFFER = 1 << 16;
    private static final int MAGIC = 6;

    /** How other kinds of file begin. */
    private record Kind(String word, List<Integer> magic) {
        Kind(String word, Integer... magic) {
            this(word, List.of(magic));
        }

        boolean begins(byte[] head) {
            if (head.length < magic.size()) {
                return false;
            }
            for (var i = 0; i < magic.size(); i++) {
                if ((head[i] & 0xff) != magic.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Kind GZIP = new Kind("gzip", 0x1f, 0x8b);
    private static final List<Kind> PACKED = List.of(
            new Kind("xz", 0xfd, 0x37, 0x7a, 0x58, 0x5a),
            new Kind("zstd", 0x28, 0xb5, 0x2f, 0xfd),
            new Kind("bzip2", 0x42, 0x5a, 0x68),
            new Kind("zip", 0x50, 0x4b, 3, 4),
            new Kind("7z", 0x37, 0x7a, 0xbc, 0xaf),
            new Kind("lz4", 0x04, 0x22, 0x4d, 0x18));
    private static final List<Kind> WIDE = List.of(new Kind("UTF-16", 0xff, 0xfe), new Kind("UTF-16", 0xfe, 0xff));

    private CaptureFile() {}

    /** What tells one state of a file from another. */
    record Identity(Path file, long bytes, long modified) {}

    /** The identity of a file; one that is not there has one too, and {@link #open} says what is wrong with it. */
    static Identity identity(Path file) {
        var path = file.toAbsolutePath().normalize();
        try {
            return new Identity(
                    path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        } catch (IOException e) {
            return new Identity(path, -1, 0);
        }
    }

    /** The text of {@code file}, unpacked while it is read. */
    static InputStream open(Path file) {
        if (Files.isDirectory(file)) {
            throw RecordingException.of(file, "is a directory; give the path of one raw capture");
        }
        try {
            var raw = Files.newInputStream(file);
            var good = false;
            try {
                var text = content(file, raw);
                good = true;
                return text;
            } finally {
                if (!good) {
                    raw.close();
                }
            }
        } catch (NoSuchFileException e) {
            throw RecordingException.of(file, "no such file; check the path after recording:");
        } catch (AccessDeniedException e) {
            throw RecordingException.of(file, "cannot be read: permission denied; change its mode or its owner");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static RecordingException unreadable(Path file, IOException e) {
        return RecordingException.of(file, "cannot be read (" + e.getMessage() + "); check the disk");
    }

    private static InputStream content(Path file, InputStream raw) throws IOException {
        var head = raw.readNBytes(MAGIC);
        if (head.length == 0) {
            throw RecordingException.of(file, "is empty; a recording holds one '<receive time ns> <frame>' a line");
        }
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), raw);
        if (GZIP.begins(head)) {
            return unpacked(file, raw, whole);
        }
        for (var kind : PACKED) {
            if (kind.begins(head)) {
                throw RecordingException.of(
                        file, "is " + kind.word + " data; unpack it first: plain text and gzip are read");
            }
        }
        for (var kind : WIDE) {
            if (kind.begins(head)) {
                throw RecordingException.of(file, "is " + kind.word + " text; write it as UTF-8");
            }
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            throw RecordingException.of(file, "is not gzip data though its name says so; rename it or compress it");
        }
        return whole;
    }

    private static InputStream unpacked(Path file, InputStream raw, InputStream whole) throws IOException {
        try {
            return new GZIPInputStream(whole, BUFFER);
        } catch (EOFException e) {
            raw.close();
            throw RecordingException.of(file, "is cut off within its first bytes: there is nothing in it to play");
        }
    }
}
