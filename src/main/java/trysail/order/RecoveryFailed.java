package trysail.order;

/** What dead sessions left at the venue could not be dealt with in time; nothing has been traded. */
public final class RecoveryFailed extends RuntimeException {
    RecoveryFailed(String what, String why) {
        super(what + ": " + why + "; nothing was traded, start again when the venue answers");
    }
}
