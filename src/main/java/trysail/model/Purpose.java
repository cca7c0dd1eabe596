package trysail.model;

/** What an order is sent for. */
public enum Purpose {
    /** The strategy wants it. */
    TRADE,
    /** The stop closes a position with it: the only kind that may be sent once the gate has shut. */
    FLATTEN
}
