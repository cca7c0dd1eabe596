package trysail.exchange.binance;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/**
 * The protocol without extensions (an inflated message has no bound), with the size of a message bounded over all its
 * fragments (the library looks at the first and the last), and with the payload handed on as bytes.
 */
final class WsDraft extends Draft_6455 {
    /** Takes what the library would have made a string of. May throw unchecked to stop the reader. */
    interface Inbox {
        void message(byte[] buffer, int from, int to);

        void closing(int code, String reason);
    }

    private final Inbox inbox;
    private final int most;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private boolean fragmented;

    WsDraft(Inbox inbox, int most) {
        super(List.of(), most);
        this.inbox = inbox;
        this.most = most;
    }

    @Override
    public Draft copyInstance() {
        return new WsDraft(inbox, most);
    }

    @Override
    public void processFrame(WebSocketImpl engine, Framedata frame) throws InvalidDataException {
        var opcode = frame.getOpcode();
        if (opcode == Opcode.CLOSING && frame instanceof CloseFrame close) {
            inbox.closing(close.getCloseCode(), close.getMessage() == null ? "" : close.getMessage());
        }
        if (opcode != Opcode.TEXT && opcode != Opcode.BINARY && opcode != Opcode.CONTINUOUS) {
            super.processFrame(engine, frame);
            return;
        }
        if (fragmented != (opcode == Opcode.CONTINUOUS)) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "fragments out of order");
        }
        var payload = frame.getPayloadData();
        var from = payload.arrayOffset() + payload.position();
        if (!fragmented && frame.isFin()) {
            inbox.message(payload.array(), from, from + payload.remaining());
        } else {
            fragment(frame.isFin(), payload.array(), from, payload.remaining());
        }
    }

    private void fragment(boolean last, byte[] bytes, int from, int length) throws InvalidDataException {
        if (fragments.size() + length > most) {
            throw new LimitExceededException("a message of more than " + most + " bytes", most);
        }
        fragments.write(bytes, from, length);
        fragmented = !last;
        if (last) {
            var whole = fragments.toByteArray();
            fragments.reset();
            inbox.message(whole, 0, whole.length);
        }
    }

    /** Two drafts are the same when they are one: the library's equality would compare settings only. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
