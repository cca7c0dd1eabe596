package trysail.model;

/**
 * What an instrument is. All of them are linear: sizes are in base currency, profit is in quote currency. Inverse
 * contracts, whose profit is in base currency, are none of these: a listing refuses them by name.
 */
public enum InstrumentKind {
    /** The asset itself changes hands. */
    SPOT("spot"),
    /** A contract without an end. */
    LINEAR_PERPETUAL("linear perpetual"),
    /** A contract that is settled on a day, which its symbol ends with. */
    LINEAR_DELIVERY("linear delivery");

    private final String label;

    InstrumentKind(String label) {
        this.label = label;
    }

    /** As people read it. */
    public String label() {
        return label;
    }
}
