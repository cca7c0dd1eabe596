package trysail.simulator.source;

import java.nio.file.Path;

/** Which market an embedded exchange plays. */
public sealed interface FeedSpec {
    /** A generated market; the same seed makes the same prices. */
    record Synthetic(long seed) implements FeedSpec {
        @Override
        public String toString() {
            return "synthetic:" + seed;
        }
    }

    /** A raw capture. */
    record Recorded(Path file) implements FeedSpec {
        @Override
        public String toString() {
            return "recording:" + file;
        }
    }

    /**
     * Reads {@code synthetic}, {@code synthetic:SEED} or {@code recording:FILE}; the file is not looked at.
     *
     * @throws IllegalArgumentException with one line that says what is accepted
     */
    static FeedSpec parse(String text) {
        if (text.equals("synthetic")) {
            return new Synthetic(1);
        }
        if (text.startsWith("synthetic:")) {
            try {
                return new Synthetic(Long.parseLong(text.substring("synthetic:".length())));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("feed '" + text + "': the seed must be a whole number", e);
            }
        }
        if (text.startsWith("recording:") && text.length() > "recording:".length()) {
            return new Recorded(Path.of(text.substring("recording:".length())));
        }
        throw new IllegalArgumentException("feed '" + text + "' is neither synthetic[:SEED] nor recording:FILE");
    }
}
