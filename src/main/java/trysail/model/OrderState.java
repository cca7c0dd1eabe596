package trysail.model;

import java.util.Locale;

/** Where an order stands at the venue. */
public enum OrderState {
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    /** Ended by the venue without being filled: an IOC's or FOK's rest, a post-only that would take. */
    EXPIRED,
    REJECTED;

    /** For a person: {@code partially filled}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it can still trade. */
    public boolean working() {
        return this == NEW || this == PARTIALLY_FILLED;
    }
}
