package trysail.simulator.host;

import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;

/**
 * RFC 6455 without extensions and with a limit on what a client may send: the library's own limit looks at the first and
 * the last fragment of a message only, this one at their sum.
 */
public final class WsDraft extends Draft_6455 {
    public static final int MAX_MESSAGE = 64 << 10;

    private long message;

    WsDraft() {
        super(List.of(), MAX_MESSAGE);
    }

    @Override
    public Draft copyInstance() {
        return new WsDraft();
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        var kind = frame.getOpcode();
        if (kind == Opcode.TEXT || kind == Opcode.BINARY) {
            message = 0;
        }
        if (kind == Opcode.TEXT || kind == Opcode.BINARY || kind == Opcode.CONTINUOUS) {
            message += frame.getPayloadData().remaining();
            if (message > MAX_MESSAGE) {
                throw new LimitExceededException("message of more than " + MAX_MESSAGE + " bytes", MAX_MESSAGE);
            }
        }
        super.processFrame(socket, frame);
    }

    // every connection's draft is of its own, whatever it has read so far
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
