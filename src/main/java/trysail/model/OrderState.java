package trysail.model;

/** Where an order stands at the venue. */
public enum OrderState {
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    /** Ended by the venue without being filled: an IOC's or FOK's rest, a post-only that would take. */
    EXPIRED,
    REJECTED;

    /** Whether it can still trade. */
    public boolean working() {
        return this == NEW || this == PARTIALLY_FILLED;
    }
}
