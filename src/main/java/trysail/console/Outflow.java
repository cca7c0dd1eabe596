package trysail.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * What a process writes to, which remembers why it could not be written: a {@link PrintStream} only knows that. A reader
 * that has gone, and an output that was closed from the beginning, are somebody's wish and nothing is lost with them.
 */
public final class Outflow extends FilterOutputStream {
    private static final List<String> WISHED = List.of("Broken pipe", "Bad file descriptor", "Stream Closed");

    private volatile Optional<String> lost = Optional.empty();

    public Outflow(OutputStream out) {
        super(out);
    }

    /** Text to it, written when it is flushed. */
    public PrintStream text(Charset charset) {
        return new PrintStream(this, false, charset);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            if (WISHED.stream().noneMatch(why::contains)) {
                lost = Optional.of(why);
            }
            throw e;
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Why something that was to be written is not, such as a full disk; empty when nothing is missing. */
    public Optional<String> lost() {
        return lost;
    }
}
