package trysail.exchange;

import java.time.Duration;

/**
 * How one stream of a market feed is.
 *
 * @param name as the venue calls it
 * @param age since its last frame; before the first one, since it was asked for
 * @param life what is known of it
 */
public record StreamState(String name, Duration age, Life life) {
    /** A stream lives from its first frame on: an acknowledgement proves nothing. */
    public enum Life {
        /** Asked for; no frame has come yet, and its time for that is not over. */
        ASKED("no frame yet"),
        LIVE("live"),
        /** Silent, and the venue was asked: nothing happened that it could have told. */
        QUIET("quiet"),
        /** Silent, and the venue was asked: something happened that it did not tell, or nobody can say. */
        SILENT("silent");

        private final String words;

        Life(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Such as {@code btcusdt@trade: silent for 12 s}. */
    public String text() {
        var seconds = age.toSeconds() + " s";
        return switch (life) {
            case ASKED -> name + ": asked for " + seconds + " ago, no frame yet";
            case LIVE -> name + ": " + seconds + " old";
            case QUIET, SILENT -> name + ": " + life.words() + " for " + seconds;
        };
    }
}
