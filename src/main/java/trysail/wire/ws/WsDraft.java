package trysail.wire.ws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
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
 * fragments (the library looks at the first and the last).
 *
 * <p>To a client a whole data message, which nearly every frame is, is handed on as the bytes it came in: no copy, no
 * string, and its UTF-8 is left to the parser. Everything else goes the library's way, one frame at a time; a frame that is
 * not all there yet stays in the buffer, and the caller brings it again with what follows. A server is sent commands, which
 * are few and masked: to it everything goes the library's way.
 */
public final class WsDraft extends Draft_6455 {
    /** Takes what the library would have made a string of. May throw unchecked to stop the reader. */
    interface Inbox {
        void message(byte[] buffer, int from, int to);

        void closing(int code, String reason);
    }

    private static final int LONGEST_HEADER = 14;

    private final Optional<Inbox> inbox;
    private final int most;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private boolean fragmented;
    /** Bytes of the message that is being read, for a server. */
    private long message;

    /** A client's end: messages of {@code most} bytes go to the inbox. */
    static WsDraft client(Inbox inbox, int most) {
        return new WsDraft(Optional.of(inbox), most);
    }

    /** A server's end: messages of {@code most} bytes go to the library's callbacks. */
    public static WsDraft server(int most) {
        return new WsDraft(Optional.empty(), most);
    }

    private WsDraft(Optional<Inbox> inbox, int most) {
        super(List.of(), most);
        this.inbox = inbox;
        this.most = most;
    }

    @Override
    public Draft copyInstance() {
        return new WsDraft(inbox, most);
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer buffer) throws InvalidDataException {
        return inbox.isPresent() ? translate(buffer, inbox.get()) : super.translateFrame(buffer);
    }

    private List<Framedata> translate(ByteBuffer buffer, Inbox client) throws InvalidDataException {
        while (buffer.hasRemaining()) {
            var size = size(buffer);
            if (size > most + LONGEST_HEADER) {
                throw new LimitExceededException("a frame of " + size + " bytes", most);
            }
            if (size < 0 || size > buffer.remaining()) {
                return List.of();
            }
            var next = buffer.position() + (int) size;
            if (fragmented || !plain(buffer)) {
                var frame = buffer.slice(buffer.position(), (int) size);
                buffer.position(next);
                return super.translateFrame(ByteBuffer.wrap(bytes(frame)));
            }
            var at = buffer.arrayOffset() + buffer.position();
            buffer.position(next);
            client.message(buffer.array(), at + header(buffer.array()[at + 1]), at + (int) size);
        }
        return List.of();
    }

    private static byte[] bytes(ByteBuffer frame) {
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** A last (so an only) frame of text or binary, without reserved bits, without a mask. */
    private static boolean plain(ByteBuffer buffer) {
        var first = buffer.get(buffer.position());
        return (first == (byte) 0x81 || first == (byte) 0x82) && buffer.get(buffer.position() + 1) >= 0;
    }

    /** How long the header is, but for a mask, by its second byte. */
    private static int header(byte second) {
        return switch (second & 0x7f) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    /** The size of the frame that begins here, header and all; negative when its header is not all there. */
    private static long size(ByteBuffer buffer) {
        var at = buffer.position();
        if (buffer.remaining() < 2 || buffer.remaining() < header(buffer.get(at + 1))) {
            return -1;
        }
        var second = buffer.get(at + 1);
        var mask = second < 0 ? 4 : 0;
        var payload = switch (second & 0x7f) {
            case 126 -> buffer.getShort(at + 2) & 0xffff;
            case 127 -> buffer.getLong(at + 2);
            default -> second & 0x7f;
        };
        // a negative length is one beyond all bounds
        return payload < 0
                ? Long.MAX_VALUE
                : Math.min(payload, Long.MAX_VALUE - LONGEST_HEADER) + header(second) + mask;
    }

    @Override
    public void processFrame(WebSocketImpl engine, Framedata frame) throws InvalidDataException {
        if (inbox.isPresent()) {
            process(engine, frame, inbox.get());
            return;
        }
        if (isData(frame.getOpcode())) {
            message = frame.getPayloadData().remaining() + (frame.getOpcode() == Opcode.CONTINUOUS ? message : 0);
            if (message > most) {
                throw new LimitExceededException("a message of more than " + most + " bytes", most);
            }
        }
        super.processFrame(engine, frame);
    }

    private void process(WebSocketImpl engine, Framedata frame, Inbox client) throws InvalidDataException {
        var opcode = frame.getOpcode();
        if (opcode == Opcode.CLOSING && frame instanceof CloseFrame close) {
            client.closing(close.getCloseCode(), close.getMessage() == null ? "" : close.getMessage());
        }
        if (!isData(opcode)) {
            super.processFrame(engine, frame);
            return;
        }
        if (fragmented != (opcode == Opcode.CONTINUOUS)) {
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "fragments out of order");
        }
        var payload = frame.getPayloadData();
        var from = payload.arrayOffset() + payload.position();
        if (!fragmented && frame.isFin()) {
            client.message(payload.array(), from, from + payload.remaining());
        } else {
            fragment(frame.isFin(), payload.array(), from, payload.remaining(), client);
        }
    }

    private static boolean isData(Opcode opcode) {
        return opcode == Opcode.TEXT || opcode == Opcode.BINARY || opcode == Opcode.CONTINUOUS;
    }

    private void fragment(boolean last, byte[] bytes, int from, int length, Inbox client) throws InvalidDataException {
        if (fragments.size() + length > most) {
            throw new LimitExceededException("a message of more than " + most + " bytes", most);
        }
        fragments.write(bytes, from, length);
        fragmented = !last;
        if (last) {
            var whole = fragments.toByteArray();
            fragments.reset();
            client.message(whole, 0, whole.length);
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
