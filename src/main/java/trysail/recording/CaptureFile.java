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
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a whole capture, plain or gzip, into one array. Blocks on the disk: call it on a platform thread. */
final class CaptureFile {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST_GUESS = 1 << 20;

    private CaptureFile() {}

    /** What tells one state of a file from another. */
    record Identity(Path file, long bytes, long modified) {}

    /** The identity of a file; one that is not there has one too, and {@link #read} says what is wrong with it. */
    static Identity identity(Path file) {
        var path = file.toAbsolutePath().normalize();
        try {
            return new Identity(
                    path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        } catch (IOException e) {
            return new Identity(path, -1, 0);
        }
    }

    /** The text of {@code file}; {@code limit} bounds it after inflation. */
    static byte[] read(Path file, int limit) {
        if (Files.isDirectory(file)) {
            throw RecordingException.of(file, "is a directory; give the path of one raw capture");
        }
        try (var raw = Files.newInputStream(file)) {
            return content(file, raw, limit);
        } catch (NoSuchFileException e) {
            throw RecordingException.of(file, "no such file; check the path after recording:");
        } catch (AccessDeniedException e) {
            throw RecordingException.of(file, "cannot be read: permission denied; change its mode or its owner");
        } catch (EOFException e) {
            throw RecordingException.of(file, "its gzip data stop in the middle; copy or download it again");
        } catch (ZipException e) {
            throw RecordingException.of(file, "its gzip data are damaged; copy or download it again");
        } catch (IOException e) {
            throw RecordingException.of(file, "cannot be read (" + e.getMessage() + "); check the disk");
        }
    }

    private static byte[] content(Path file, InputStream raw, int limit) throws IOException {
        var magic = raw.readNBytes(2);
        if (magic.length == 0) {
            throw RecordingException.of(file, "is empty; a recording holds one '<receive time ns> <frame>' a line");
        }
        var whole = new SequenceInputStream(new ByteArrayInputStream(magic), raw);
        if (magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return all(file, new GZIPInputStream(whole, BUFFER), limit);
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            throw RecordingException.of(file, "is not gzip data though its name says so; rename it or compress it");
        }
        return all(file, whole, limit);
    }

    private static byte[] all(Path file, InputStream in, int limit) throws IOException {
        var text = new byte[FIRST_GUESS];
        int length = 0;
        for (int n; (n = in.read(text, length, text.length - length)) >= 0; ) {
            length += n;
            if (length > limit) {
                throw RecordingException.of(
                        file, "holds more than " + (limit >> 20) + " MB of text; cut it into smaller recordings");
            }
            if (length == text.length) {
                text = Arrays.copyOf(text, (int) Math.min(2L * text.length, limit + 1L));
            }
        }
        return Arrays.copyOf(text, length);
    }
}
