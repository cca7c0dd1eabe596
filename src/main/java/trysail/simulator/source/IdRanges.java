package trysail.simulator.source;

import trysail.recording.Frame;

/** From which id to which a recording goes, each kind of id by itself: so much higher begins its next pass. */
final class IdRanges {
    private static final class Range {
        private long least = Long.MAX_VALUE;
        private long most = Long.MIN_VALUE;

        private void add(long id) {
            least = Math.min(least, id);
            most = Math.max(most, id);
        }

        private long width() {
            return most < least ? 0 : most - least;
        }
    }

    private final Range updates = new Range();
    private final Range trades = new Range();
    private final Range others = new Range();

    void add(Frame frame) {
        var range = switch (frame.kind) {
            case TRADE -> trades;
            case QUOTE, DEPTH, SNAPSHOT -> updates;
            case OTHER, ASIDE -> others;
        };
        for (int i = 0; i < frame.marks; i++) {
            if (!frame.markIsTime[i]) {
                range.add(frame.markValue[i]);
            }
        }
    }

    long width() {
        return Math.max(updates.width(), Math.max(trades.width(), others.width()));
    }
}
