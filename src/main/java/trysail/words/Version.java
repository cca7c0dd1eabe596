package trysail.words;

/** Which Trysail this is, and what it runs on. */
public final class Version {
    /** Ours. */
    public static final String NUMBER = "0.1.0";

    private Version() {}

    /** {@code trysail 0.1.0 · JDK 25 (vendor)}. */
    public static String text() {
        return "trysail " + NUMBER + " · JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    }
}
