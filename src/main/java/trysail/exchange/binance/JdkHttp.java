package trysail.exchange.binance;

/**
 * Two habits of the JDK's {@code HttpURLConnection} that a trading client cannot live with, and the system properties
 * that end them.
 *
 * <ul>
 *   <li>It sends a POST again when the server closes the connection without an answer: the venue gets two orders.
 *   <li>It keeps a connection for the next call even when we asked to close it, unless the answer says so too: the next
 *       order then goes into a socket that the venue may be closing, and its fate is unknown for no reason.
 * </ul>
 *
 * <p>The JDK reads both once, before its first HTTP call: start the JVM with {@code -Dsun.net.http.retryPost=false
 * -Dhttp.keepAlive=false}. What was not given is set here, which holds as long as nothing in the process made an HTTP
 * call this way before the first venue was made.
 */
final class JdkHttp {
    private static final String RETRY = "sun.net.http.retryPost";
    private static final String REUSE = "http.keepAlive";

    static {
        for (var property : new String[] {RETRY, REUSE}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "false");
            }
        }
    }

    private JdkHttp() {}

    /** Loads this class, early enough. */
    static void arrange() {}

    /** Whether an order may be sent at all. */
    static boolean sendsAPostOnce() {
        return "false".equals(System.getProperty(RETRY));
    }

    static String remedy() {
        return "orders are not sent while " + RETRY + " is '" + System.getProperty(RETRY)
                + "', since the JDK could send one twice: start the JVM with -D" + RETRY + "=false";
    }
}
