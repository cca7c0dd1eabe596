package trysail.scope;

/** What somebody has put on the gate of a running session, to be taken off again. A stop's shut gate is none of these. */
public enum Latch {
    /** Nothing is sent for now. */
    PAUSED("paused"),
    /** Shut by hand, or by the kill switch, until somebody arms it again. */
    DISARMED("disarmed"),
    /** Shut by the session itself, which has lost as much as it may, until somebody arms it. */
    MAX_LOSS("over its max-loss"),
    /** Nothing new is sent: what works may fill, then comes the stop. */
    LAST_FILLS("waiting for fills"),
    /** Our clock was set, and how far it is from the venue's is not known yet: no new entries; exits pass. */
    CLOCK("without the venue's time"),
    /** No new entries; exits pass. */
    DRAINING("draining");

    private final String label;

    Latch(String label) {
        this.label = label;
    }

    /** As people read it. */
    public String label() {
        return label;
    }

    boolean refuses(boolean exit) {
        return switch (this) {
            case DRAINING, CLOCK -> !exit;
            case PAUSED, DISARMED, MAX_LOSS, LAST_FILLS -> true;
        };
    }
}
