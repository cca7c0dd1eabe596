package trysail.recording;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a capture holds: found by reading it through once more when its instruments are known. */
final class Contents {
    /** Of one instrument. */
    static final class Of {
        private final Map<Frame.Kind, Frame> first = new EnumMap<>(Frame.Kind.class);
        private int snapshots;

        private void see(Frame frame) {
            snapshots += frame.kind == Frame.Kind.SNAPSHOT ? 1 : 0;
            if (!first.containsKey(frame.kind)) {
                first.put(frame.kind, frame.kept());
            }
        }

        int snapshots() {
            return snapshots;
        }

        Optional<Frame> first(Frame.Kind kind) {
            return Optional.ofNullable(first.get(kind));
        }
    }

    private final CaptureReader reader;
    private final ReceiveTimes.Unit unit;
    private final List<Of> instruments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int frames;
    private long firstEvent;
    private long firstReceived;

    /** Reads all of {@code playback}, which is at its beginning. */
    Contents(CaptureReader reader, ReceiveTimes.Unit unit, Playback playback) {
        this.reader = reader;
        this.unit = unit;
        reader.instruments().forEach(i -> instruments.add(new Of()));
        for (var frame = playback.frame(); playback.advance(); frames++) {
            if (frames == 0) {
                firstReceived = playback.receivedAt();
            }
            if (frame.instrument >= 0) {
                instruments.get(frame.instrument).see(frame);
            }
            if (firstEvent == 0 && frame.kind != Frame.Kind.SNAPSHOT && frame.kind != Frame.Kind.ASIDE) {
                firstEvent = frame.eventTime;
            }
        }
        firstEvent = firstEvent == 0 ? firstReceived / 1_000_000 : firstEvent;
        note(playback);
    }

    private void note(Playback playback) {
        var broken = playback.broken();
        playback.firstBad().ifPresent(bad -> {
            var one = playback.bad() == 1;
            if (one && bad.cutOff() && broken.isPresent()) {
                return; // the same story
            }
            notes.add(
                    one && bad.cutOff()
                            ? "its last line, " + bad.line() + ", is cut off and left out"
                            : (one ? "one line is" : playback.bad() + " lines are") + " left out"
                                    + (one ? ", line " : ", the first is line ") + bad.line() + ": " + bad.why());
        });
        broken.ifPresent(why ->
                notes.add(why + ": what is before that is played, " + frames + (frames == 1 ? " frame" : " frames")));
    }

    CaptureReader reader() {
        return reader;
    }

    ReceiveTimes.Unit unit() {
        return unit;
    }

    Of of(int instrument) {
        return instruments.get(instrument);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    int frames() {
        return frames;
    }

    long firstEvent() {
        return firstEvent;
    }

    long firstReceived() {
        return firstReceived;
    }
}
