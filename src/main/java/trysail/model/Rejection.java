package trysail.model;

/** Why an order that we sent never worked at the venue. */
public sealed interface Rejection {
    /** The venue said no, in its own code. */
    record ByVenue(String code) implements Rejection {}

    /** The venue took our keys or our clock for wrong, and looked at nothing else. */
    record Unauthenticated() implements Rejection {}

    /** Its call was cut or unanswered, and the venue, asked until it was sure, does not know the order. */
    record NeverArrived() implements Rejection {}

    /** The venue's code or our own word: what the journal keeps. */
    default String word() {
        return switch (this) {
            case ByVenue r -> r.code();
            case Unauthenticated r -> "unauthenticated";
            case NeverArrived r -> "never-arrived";
        };
    }

    /** The rejection of this {@link #word}: what is not our own word is the venue's code. */
    static Rejection of(String word) {
        return switch (word) {
            case "unauthenticated" -> new Unauthenticated();
            case "never-arrived" -> new NeverArrived();
            default -> new ByVenue(word);
        };
    }
}
