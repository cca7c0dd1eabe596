package trysail.wire.ws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.java_websocket.handshake.ClientHandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;
import trysail.wire.Redirected;

/** The upgrade that a connection begins with: what we ask, and when the answer is all there. */
final class Handshake {
    /** An answer to the upgrade is some hundred bytes. */
    private static final int LONGEST_ANSWER = 1 << 14;
    /** A line's end twice, as a number. */
    private static final int END_OF_ANSWER = 0x0d0a0d0a;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final String LOCATION = "location:";

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

    /** Where the answer, which is all there, sends us instead, in words; empty when it does not. */
    static Optional<String> redirect(ByteBuffer buffer) {
        var text = US_ASCII.decode(buffer.duplicate()).toString();
        var lines = text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n");
        var status = STATUS.matcher(lines[0]);
        if (!status.matches() || !Redirected.is(Integer.parseInt(status.group(1)))) {
            return Optional.empty();
        }
        var location = Arrays.stream(lines)
                .filter(l -> l.regionMatches(true, 0, LOCATION, 0, LOCATION.length()))
                .map(l -> l.substring(LOCATION.length()).strip())
                .findFirst();
        return Optional.of(Redirected.words(Integer.parseInt(status.group(1)), location));
    }

    /** Whether an answer that is not all there is beyond its bound already. */
    static boolean endless(ByteBuffer buffer) {
        return buffer.remaining() >= LONGEST_ANSWER;
    }
}
