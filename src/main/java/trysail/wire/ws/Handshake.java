package trysail.wire.ws;

import java.net.URI;
import java.nio.ByteBuffer;
import org.java_websocket.handshake.ClientHandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;

/** The upgrade that a connection begins with: what we ask, and when the answer is all there. */
final class Handshake {
    /** An answer to the upgrade is some hundred bytes. */
    private static final int LONGEST_ANSWER = 1 << 14;
    /** A line's end twice, as a number. */
    private static final int END_OF_ANSWER = 0x0d0a0d0a;

    private Handshake() {}

    static ClientHandshakeBuilder request(URI uri) {
        var request = new HandshakeImpl1Client();
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        request.setResourceDescriptor(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        request.put("Host", uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost());
        return request;
    }

    /** Whether the answer is all there: the library takes what follows it only when it comes whole. */
    static boolean answered(ByteBuffer buffer) {
        for (var i = buffer.position(); i + 4 <= buffer.limit(); i++) {
            if (buffer.getInt(i) == END_OF_ANSWER) {
                return true;
            }
        }
        return false;
    }

    /** Whether an answer that is not all there is beyond its bound already. */
    static boolean endless(ByteBuffer buffer) {
        return buffer.remaining() >= LONGEST_ANSWER;
    }
}
