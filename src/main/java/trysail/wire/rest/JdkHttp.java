package trysail.wire.rest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import trysail.exchange.ExchangeException;
import trysail.scope.SessionContext;

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
 * -Dhttp.keepAlive=false}. What was not given is set here, which comes too late when something in the process made an
 * HTTP call this way before. So the first of them is not believed but measured, before the first order.
 */
public final class JdkHttp {
    private static final String RETRY = "sun.net.http.retryPost";
    private static final String REUSE = "http.keepAlive";
    private static final ReentrantLock MEASURING = new ReentrantLock();

    private static volatile boolean measuredOnce;

    static {
        for (var property : new String[] {RETRY, REUSE}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "false");
            }
        }
    }

    private JdkHttp() {}

    /** Loads this class, early enough. */
    public static void arrange() {}

    /** Whether {@link #requirePostOnce} has nothing left to find out. */
    static boolean knownToPostOnce() {
        return measuredOnce && "false".equals(System.getProperty(RETRY));
    }

    /**
     * Returns when a POST is known to be sent once; measures it the first time.
     *
     * @throws ExchangeException.Refused when the JDK would send it again, or it cannot be found out
     */
    static void requirePostOnce(SessionContext context) throws IOException {
        if (!"false".equals(System.getProperty(RETRY))) {
            throw refusal("it is '" + System.getProperty(RETRY) + "'");
        }
        if (!measuredOnce) {
            measure(context);
        }
    }

    private static void measure(SessionContext context) throws IOException {
        try {
            MEASURING.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("cut before an order was sent").initCause(e);
        }
        try {
            if (!measuredOnce) {
                var arrivals = PostProbe.arrivals(context);
                if (arrivals != 1) {
                    throw refusal("it was set too late, and a POST of ours arrived " + arrivals + " times");
                }
                measuredOnce = true;
            }
        } finally {
            MEASURING.unlock();
        }
    }

    private static ExchangeException refusal(String why) {
        return new ExchangeException.Refused(
                "not sent",
                "orders are not sent, since the JDK could send one twice: start the JVM with -D" + RETRY + "=false ("
                        + why + ")",
                null);
    }
}
