package trysail.recording;

import java.nio.file.Path;

/** A recording that cannot be used. Its message is one line: the file, the line where there is one, and the remedy. */
public final class RecordingException extends RuntimeException {
    private RecordingException(String message) {
        super(message);
    }

    static RecordingException of(Path file, String what) {
        return new RecordingException("recording " + file + ": " + what);
    }

    static RecordingException at(Path file, int line, String what) {
        return new RecordingException("recording " + file + ", line " + line + ": " + what);
    }
}
