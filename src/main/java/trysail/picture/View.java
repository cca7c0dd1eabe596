package trysail.picture;

import com.fasterxml.jackson.databind.JsonNode;

/** What a command shows: for a person, and the same for a program. Taken at one moment: it does not change any more. */
public interface View {
    /** Whole lines, each ended, no wider than the paper where that can be. */
    String text(Paper paper);

    /** The same data; printed on one line. */
    JsonNode json();
}
