package trysail.feed;

import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import trysail.wire.ws.WsLimits;

/**
 * How one stream behaves, whatever is said on it.
 *
 * @param name stands for its address wherever it is shown
 * @param tls asked when it is needed first, on a platform thread: the trust store is a file
 * @param jitterSeed decides by how much the pauses between tries differ
 */
public record StreamSettings(
        String name, WsLimits limits, FeedTimes times, Supplier<SSLSocketFactory> tls, long jitterSeed) {
    /** The usual patience, and the JDK's own trust. */
    public static StreamSettings usual(String name, WsLimits limits, long jitterSeed) {
        return new StreamSettings(name, limits, FeedTimes.DEFAULT, StreamSettings::systemTls, jitterSeed);
    }

    /** What the JDK trusts. */
    public static SSLSocketFactory systemTls() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
}
