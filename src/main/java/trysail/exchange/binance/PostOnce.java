package trysail.exchange.binance;

/**
 * Holds the JDK to sending a POST once. By itself its HTTP client sends a POST again when the server closes the
 * connection without an answer, and the venue gets two orders.
 *
 * <p>The switch is a system property that the JDK reads once, before its first HTTP call: start the JVM with
 * {@code -Dsun.net.http.retryPost=false}. Where it was not given it is set here, which holds as long as nothing in the
 * process made an HTTP call through {@code HttpURLConnection} before the first venue was made.
 */
final class PostOnce {
    private static final String SWITCH = "sun.net.http.retryPost";

    static {
        if (System.getProperty(SWITCH) == null) {
            System.setProperty(SWITCH, "false");
        }
    }

    private PostOnce() {}

    /** Loads this class, early enough. */
    static void arrange() {}

    /** Whether an order may be sent at all. */
    static boolean holds() {
        return "false".equals(System.getProperty(SWITCH));
    }

    static String remedy() {
        return "orders are not sent while " + SWITCH + " is '" + System.getProperty(SWITCH)
                + "', since the JDK could send one twice: start the JVM with -D" + SWITCH + "=false";
    }
}
