package trysail.recon;

/** What a stop's last look at the venue's positions came to. */
public sealed interface LastLook {
    /** They are as the session says. */
    record Agreed() implements LastLook {}

    /**
     * The venue did not tell them: what the known fills come to may not be what is held.
     *
     * @param traded whether this session has traded, or holds something by all it knows
     */
    record NotSeen(String why, boolean traded) implements LastLook {}

    /** They are not as the session says, in words, and that could not be settled. */
    record Differs(String words) implements LastLook {}
}
