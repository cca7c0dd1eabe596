package trysail.wire.ws;

import java.nio.ByteBuffer;

/** What the reader does with its buffer between two reads. */
final class WsBuffer {
    /** A line's end twice, as a number. */
    private static final int END_OF_ANSWER = 0x0d0a0d0a;

    private WsBuffer() {}

    /** Whether the answer to the upgrade is all there: the library takes what follows it only when it comes whole. */
    static boolean answered(ByteBuffer buffer) {
        for (var i = buffer.position(); i + 4 <= buffer.limit(); i++) {
            if (buffer.getInt(i) == END_OF_ANSWER) {
                return true;
            }
        }
        return false;
    }

    /** The same bytes with room for more. What waits is one frame at most, and the draft bounds its size. */
    static ByteBuffer room(ByteBuffer buffer) {
        if (buffer.compact().hasRemaining()) {
            return buffer;
        }
        return ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
    }
}
