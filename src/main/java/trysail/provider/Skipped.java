package trysail.provider;

/**
 * A provider that is not among those to choose from.
 *
 * @param what its class, or where it is listed
 * @param why in words
 */
public record Skipped(String what, String why) {
    @Override
    public String toString() {
        return what + " is skipped: " + why;
    }
}
