package trysail.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.stream.Channel;
import trysail.words.BadInput;

/** The lines of a script, one after the other. */
interface Lines extends AutoCloseable {
    /** The next line; empty at the end, or when none comes in this time. Can be interrupted, whoever writes the lines. */
    Optional<String> next(Duration patience) throws InterruptedException, IOException;

    /** Where line {@code number} stands, as a message begins. */
    String where(int number);

    @Override
    void close();

    /**
     * The lines of a file.
     *
     * @throws BadInput when it cannot be read
     */
    static Lines of(Path file) {
        return new OfFile(file);
    }

    /** The lines that somebody writes to a pipe, now or never. */
    static Lines of(Reader pipe) {
        return new OfPipe(pipe);
    }

    /** A whole file, read at once. */
    final class OfFile implements Lines {
        private static final long LONGEST = 1 << 20;

        private final Path file;
        private final Iterator<String> lines;

        private OfFile(Path file) {
            this.file = file;
            try {
                if (!Files.isRegularFile(file)) {
                    throw new BadInput("script '" + file + "' is not there: give the name of a .try file");
                }
                if (Files.size(file) > LONGEST) {
                    throw new BadInput("script '" + file + "' is longer than a megabyte: is it a script?");
                }
                lines = Files.readAllLines(file).iterator();
            } catch (CharacterCodingException e) {
                throw new BadInput("script '" + file + "' is not UTF-8 text", e);
            } catch (IOException e) {
                throw new BadInput(
                        "script '" + file + "' cannot be read: " + e.getClass().getSimpleName(), e);
            }
        }

        @Override
        public Optional<String> next(Duration patience) {
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
        }

        @Override
        public String where(int number) {
            return file + ":" + number + ": ";
        }

        @Override
        public void close() {}
    }

    /** A pipe, read by a thread of its own: nobody can be interrupted in a read, but while he waits for that thread. */
    final class OfPipe implements Lines {
        private static final int AHEAD = 64;

        private final Channel<String> queue = Channel.blocking("stdin", AHEAD);
        private final Thread reading;

        private OfPipe(Reader pipe) {
            reading = SessionContext.standalone("trysail").startPlatform("stdin", () -> read(new BufferedReader(pipe)));
        }

        private void read(BufferedReader pipe) {
            try {
                for (var line = pipe.readLine(); line != null; line = pipe.readLine()) {
                    queue.put(line);
                }
                queue.end(new Channel.End.Done());
            } catch (IOException e) {
                queue.end(new Channel.End.Broken(e));
            } catch (InterruptedException e) { // closed: nobody wants more
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Optional<String> next(Duration patience) throws InterruptedException, IOException {
            var until = SessionClock.SYSTEM.deadline(patience);
            var one = new ArrayList<String>(1);
            var end = queue.take(one, 1, SessionClock.SYSTEM, until);
            if (end.isPresent() && end.get() instanceof Channel.End.Broken failed) {
                throw new IOException(
                        "standard input cannot be read: " + failed.cause().getMessage(), failed.cause());
            }
            return one.isEmpty() ? Optional.empty() : Optional.of(one.getFirst());
        }

        @Override
        public String where(int number) {
            return "line " + number + ": ";
        }

        @Override
        public void close() {
            reading.interrupt();
        }
    }
}
