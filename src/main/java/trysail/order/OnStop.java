package trysail.order;

/** What a stop does with the session's orders and positions. */
public enum OnStop {
    /** Orders stay at the venue. */
    KEEP,
    /** Orders are cancelled. */
    CANCEL,
    /** Orders are cancelled, then each position is closed by one reduce-only order. */
    FLATTEN
}
