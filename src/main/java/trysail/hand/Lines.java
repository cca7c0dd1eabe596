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

    /**
     * The first line that is not empty, without its end; empty when the peer ended before that, or says more than
     * {@code most} bytes.
     *
     * @param heard run whenever something came: an empty line says that the peer is at work
     */
    static Optional<String> read(SocketChannel channel, int most, Runnable heard) throws IOException {
        var read = ByteBuffer.allocate(LONGEST_PIECE);
        var all = new ByteArrayOutputStream();
        while (all.size() <= most) {
            read.clear();
            if (channel.read(read) < 0) {
                return Optional.empty();
            }
            heard.run();
            for (var i = 0; i < read.position(); i++) {
                if (read.get(i) != '\n') {
                    all.write(read.get(i));
                } else if (all.size() > 0) {
                    return Optional.of(all.toString(StandardCharsets.UTF_8));
                }
            }
        }
        return Optional.empty();
    }
}
