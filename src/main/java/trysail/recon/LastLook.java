package trysail.recon;

/** What a stop's last look at the venue's positions came to. */
public sealed interface LastLook {
    /** They are as the session says. */
    record Agreed() implements LastLook {}

    /** The venue did not tell them: {@code why}. What the known fills come to may not be what is held. */
    record NotSeen(String why) implements LastLook {}

    /** They are not as the session says, in words, and that could not be settled. */
    record Differs(String words) implements LastLook {}
}
