package trysail.hand;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One line over a socket, each way. Whoever waits for a peer that says nothing closes the channel. */
final class Lines {
    private static final int LONGEST_PIECE = 4_096;

    private Lines() {}

    static void write(SocketChannel channel, String line) throws IOException {
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            var unused = channel.write(bytes);
        }
    }

    /** Up to the end of the line; empty when the peer ended before that, or says more than {@code most} bytes. */
    static Optional<String> read(SocketChannel channel, int most) throws IOException {
        var read = ByteBuffer.allocate(LONGEST_PIECE);
        var all = new ByteArrayOutputStream();
        while (all.size() <= most) {
            read.clear();
            if (channel.read(read) < 0) {
                return Optional.empty();
            }
            for (var i = 0; i < read.position(); i++) {
                if (read.get(i) == '\n') {
                    return Optional.of(all.toString(StandardCharsets.UTF_8));
                }
                all.write(read.get(i));
            }
        }
        return Optional.empty();
    }
}
