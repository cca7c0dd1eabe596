package trysail.simulator.binance.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import trysail.recording.Frame;
import trysail.recording.Recording;

/** Single frames of a recording. */
final class Frames {
    private Frames() {}

    static Frame at(Recording recording, int number) {
        try (var playback = recording.play()) {
            for (int i = 0; i <= number; i++) {
                assertThat(playback.advance()).as("frame " + i).isTrue();
            }
            return playback.frame();
        }
    }

    static String stream(Recording recording, int number) {
        return recording.streams().get(at(recording, number).stream);
    }

    static List<Long> received(Recording recording) {
        var times = new ArrayList<Long>();
        try (var playback = recording.play()) {
            while (playback.advance()) {
                times.add(playback.receivedAt());
            }
        }
        return times;
    }

    /** A letter a frame: Quote, Trade, Depth, Snapshot, Other, Aside. */
    static String kinds(Recording recording) {
        var kinds = new StringBuilder();
        try (var playback = recording.play()) {
            while (playback.advance()) {
                kinds.append(playback.frame().kind.name().charAt(0));
            }
        }
        return kinds.toString();
    }
}
