package trysail.recording;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import trysail.json.MalformedFrame;

/** Finds out what a capture holds: looks whose words it is in, learns its instruments, then reads it through. */
final class Reading {
    private static final int FIRST_FRAMES = 256;

    private final Path file;
    private final CaptureLearner learner;
    private final ReceiveTimes.Unit unit = new ReceiveTimes.Unit();
    private Optional<RecordingException> firstBad = Optional.empty();

    Reading(Path file, CaptureDialect dialect) {
        this.file = file;
        this.learner = dialect.learner();
    }

    Contents contents() {
        look();
        learn();
        var reader = learner.learned();
        if (reader.instruments().isEmpty()) {
            throw firstBad.orElseGet(() -> RecordingException.of(
                    file, "holds no trade, quote or depth frame; record these streams" + streams(reader)));
        }
        try (var playback = new Playback(new Lines(file), new ReceiveTimes(unit), reader.pass())) {
            return new Contents(reader, unit, playback);
        }
    }

    private static String streams(CaptureReader reader) {
        return reader.streams().isEmpty() ? "" : "; it has " + String.join(", ", reader.streams());
    }

    /** Finds out from the first frames whether these are the right words. */
    private void look() {
        var first = new ArrayList<String>();
        var any = false;
        try (var lines = new Lines(file)) {
            var times = new ReceiveTimes(unit);
            while (first.size() < FIRST_FRAMES && lines.next()) {
                any = true;
                try {
                    int start = times.read(lines.text(), lines.from(), lines.to());
                    first.add(new String(lines.text(), start, lines.to() - start, StandardCharsets.UTF_8));
                } catch (MalformedFrame e) {
                    bad(lines, e);
                }
            }
            if (first.isEmpty()) {
                var why = lines.broken().orElse("holds no frame");
                throw any
                        ? firstBad.orElseThrow()
                        : RecordingException.of(file, why + "; a line is '<receive time ns> <frame>'");
            }
        }
        var why = learner.refusal(first);
        if (why.isPresent()) {
            throw RecordingException.of(file, why.get());
        }
    }

    private void learn() {
        var frame = new Frame();
        var times = new ReceiveTimes(unit);
        try (var lines = new Lines(file)) {
            while (lines.next()) {
                try {
                    int start = times.read(lines.text(), lines.from(), lines.to());
                    learner.read(lines.text(), start, lines.to(), frame);
                    times.learn(frame.eventTime);
                } catch (MalformedFrame e) {
                    bad(lines, e);
                }
            }
        }
        times.settle();
    }

    private void bad(Lines lines, MalformedFrame e) {
        if (firstBad.isEmpty()) {
            firstBad = Optional.of(
                    RecordingException.at(file, lines.number(), e.getMessage() + "; repair or remove the line"));
        }
    }
}
