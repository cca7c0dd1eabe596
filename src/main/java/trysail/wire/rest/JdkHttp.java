package trysail.wire.rest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import trysail.exchange.ExchangeException;
import trysail.scope.SessionContext;

/**
 * Two habits of the JDK's {@code HttpURLConnection} that a trading client cannot live with.
 *
 * <ul>
 *   <li>It sends a POST again when the server closes the connection without an answer: the venue gets two orders.
 *   <li>It keeps a connection for the next call even when we asked to close it, unless the answer says so too: the next
 *       order then goes into a socket that the venue may be closing, and its fate is unknown for no reason.
 * </ul>
 *
 * <p>System properties end both, but belong to the process, and are read once, before its first HTTP call. So {@link
 * trysail.wire.Bounds}, through which every call goes, sends a body as a stream of known length, which the JDK cannot send
 * again, and closes each connection itself. The first of the two is not believed but measured, before the first order.
 */
public final class JdkHttp {
    private static final ReentrantLock MEASURING = new ReentrantLock();

    private static volatile boolean measuredOnce;

    private JdkHttp() {}

    /** Whether {@link #requirePostOnce} has nothing left to find out. */
    static boolean knownToPostOnce() {
        return measuredOnce;
    }

    /**
     * Returns when a POST is known to be sent once; measures it the first time. A session whose orders go by HTTP asks when
     * it opens.
     *
     * @throws ExchangeException.Refused when the JDK would send it again, or it cannot be found out
     */
    public static void requirePostOnce(SessionContext context) throws IOException {
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
                requireOne(PostProbe.arrivals(context));
                measuredOnce = true;
            }
        } finally {
            MEASURING.unlock();
        }
    }

    /** @throws ExchangeException.Refused when a POST came more than once, or never */
    static void requireOne(int arrivals) {
        if (arrivals != 1) {
            throw new ExchangeException.Refused(
                    "not sent",
                    "orders are not sent, since this JDK could send one twice: start the JVM with "
                            + "-Dsun.net.http.retryPost=false (a POST of ours arrived " + arrivals + " times)",
                    null);
        }
    }
}
