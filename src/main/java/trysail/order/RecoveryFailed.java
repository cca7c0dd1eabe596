package trysail.order;

/** What dead sessions left at the venue could not be dealt with in time; nothing has been traded. */
public final class RecoveryFailed extends RuntimeException {
    private RecoveryFailed(String words) {
        super(words);
    }

    /** An order of ours works before we have sent any: somebody else sends under the same ids. */
    static RecoveryFailed idsTaken(String session, String order) {
        return new RecoveryFailed("the venue has order " + order + " of " + session
                + ", which has sent none yet: another machine runs a copy of this journal directory and trades this"
                + " account; nothing was traded, take another --journal DIR on one of the two");
    }

    RecoveryFailed(String what, String why) {
        super(what + ": " + why + "; nothing was traded, start again when the venue answers");
    }
}
