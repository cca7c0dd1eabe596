package trysail.script;

import java.nio.file.Path;
import trysail.words.BadInput;

/** A script needs a recording that is not there: it says so and ends well, with exit code 0. */
public final class NoRecording extends BadInput {
    private NoRecording(String message) {
        super(message);
    }

    /** None was named. */
    public static NoRecording unnamed() {
        return new NoRecording("this needs a recording: name one as the script's argument or in TRYSAIL_RECORDING");
    }

    /** The one that was named is not there. */
    public static NoRecording absent(Path file) {
        return new NoRecording("there is no recording '" + file + "': name one that exists, or leave this out");
    }
}
