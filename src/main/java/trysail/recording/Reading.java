package trysail.recording;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trysail.json.MalformedFrame;
import trysail.model.Instrument;

/** One pass over a capture's text: splits it into lines, and has each frame looked at by who knows its words. */
final class Reading {
    private static final int FIRST_FRAMES = 256;

    private final Path file;
    private final byte[] text;
    private final CaptureDialect dialect;
    private final CaptureReader reader;
    private final FrameIndex index = new FrameIndex();

    Reading(Path file, byte[] text, CaptureDialect dialect) {
        this.file = file;
        this.text = text;
        this.dialect = dialect;
        this.reader = dialect.reader();
    }

    Recording recording() {
        look();
        lines(this::frame);
        var instruments = instruments();
        if (instruments.isEmpty()) {
            throw RecordingException.of(file, "holds no trade, quote or depth frame; record these streams");
        }
        return new Recording(file, text, index, instruments, dialect);
    }

    private List<Instrument> instruments() {
        try {
            return reader.instruments(text, index);
        } catch (MalformedFrame e) { // each was read before, line by line
            throw RecordingException.of(file, "has changed while it was read");
        }
    }

    private interface LineReader {
        boolean line(int number, int from, int to);
    }

    private void lines(LineReader lineReader) {
        int number = 1;
        for (int from = 0; from < text.length; number++) {
            int to = from;
            while (to < text.length && text[to] != '\n') {
                to++;
            }
            int end = to > from && text[to - 1] == '\r' ? to - 1 : to;
            if (end > from && !lineReader.line(number, from, end)) {
                return;
            }
            from = to + 1;
        }
    }

    /** Finds out from the first frames whether these are the right words. */
    private void look() {
        var first = new ArrayList<String>();
        lines((number, from, to) -> {
            int space = space(number, from, to);
            first.add(new String(text, space + 1, to - space - 1, StandardCharsets.UTF_8));
            return first.size() < FIRST_FRAMES;
        });
        if (first.isEmpty()) {
            throw RecordingException.of(file, "holds no frame; a line is '<receive time ns> <frame>'");
        }
        reader.refusal(first).ifPresent(why -> {
            throw RecordingException.of(file, why);
        });
    }

    private int space(int number, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == from || at - from > 19 || at + 1 >= to || text[at] != ' ') {
            throw RecordingException.at(file, number, "is not '<receive time ns> <frame>'; repair or remove the line");
        }
        return at;
    }

    private boolean frame(int number, int from, int to) {
        int space = space(number, from, to);
        long time = 0;
        for (int i = from; i < space; i++) {
            time = time * 10 + (text[i] - '0');
        }
        try {
            reader.frame(time, text, space + 1, to, index);
        } catch (MalformedFrame e) {
            throw RecordingException.at(
                    file, number, "the frame is not JSON (" + e.getMessage() + "); repair or remove the line");
        }
        return true;
    }
}
