package trysail.repl;

import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import trysail.console.Console;
import trysail.picture.Paper;

/** The terminal as a console: what commands say goes through its screen, what they ask is answered with one key. */
final class TerminalConsole implements Console {
    private static final char ESCAPE = 27;
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;

    private final Terminal terminal;
    private final Screen screen;

    TerminalConsole(Terminal terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
    }

    /** What a terminal takes: no colour on one that has none. */
    static Paper paper(Terminal terminal) {
        var size = terminal.getSize();
        var dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        return new Paper(
                size.getColumns() > 0 ? size.getColumns() : 80,
                size.getRows() > 0 ? size.getRows() : 24,
                !dumb && System.getenv("NO_COLOR") == null,
                !dumb && terminal.encoding().name().startsWith("UTF"));
    }

    @Override
    public Paper paper() {
        return paper(terminal);
    }

    @Override
    public void print(String text) {
        screen.print(text);
    }

    @Override
    public void announce(String text) {
        screen.announce(text);
    }

    @Override
    public void complain(String line) {
        screen.print(paper().paint(Paper.Tone.BAD, line) + "\n");
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public void live(Supplier<String> picture, Duration every) throws InterruptedException {
        screen.settle();
        try (var raw = new Keys(terminal)) {
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                again(picture, every, raw);
                return;
            }
            var live = new Live(picture);
            screen.live(Optional.of(live));
            try {
                do {
                    live.look();
                    screen.redraw();
                } while (raw.key(every) == NonBlockingReader.READ_EXPIRED);
                screen.settle();
            } finally {
                screen.live(Optional.empty());
            }
        }
    }

    /** On a terminal that can take nothing back: one picture after the other. */
    private void again(Supplier<String> picture, Duration every, Keys raw) throws InterruptedException {
        do {
            screen.print(picture.get());
        } while (raw.key(every) == NonBlockingReader.READ_EXPIRED);
    }

    @Override
    public Optional<Character> ask(String question, String choices) {
        screen.print(question);
        screen.settle();
        try (var raw = new Keys(terminal)) {
            while (true) {
                var key = raw.key(Duration.ZERO);
                if (key == NonBlockingReader.EOF) {
                    return Optional.empty();
                }
                var letter = Character.toLowerCase((char) key);
                if (choices.indexOf(letter) >= 0) {
                    return Optional.of(letter);
                }
                if (letter == ESCAPE || letter == CTRL_C || letter == CTRL_D) {
                    return Optional.of(choices.charAt(choices.length() - 1));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(choices.charAt(choices.length() - 1));
        }
    }

    @Override
    public Line readLine(String prompt) {
        screen.settle();
        try {
            return new Line.Typed(screen.reader().readOther(prompt));
        } catch (UserInterruptException e) {
            return new Line.Cleared();
        } catch (EndOfFileException | IOError e) {
            return new Line.End();
        }
    }

    /** Key by key: nothing is echoed, and Ctrl+C is a key like any other. */
    private static final class Keys implements AutoCloseable {
        private final Terminal terminal;
        private final Attributes before;

        private Keys(Terminal terminal) {
            this.terminal = terminal;
            before = terminal.enterRawMode();
            var raw = terminal.getAttributes();
            raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
            terminal.setAttributes(raw);
        }

        /** The next key; waits so long at the most, with zero until there is one. */
        private int key(Duration patience) throws InterruptedException {
            try {
                return terminal.reader().read(patience.toMillis());
            } catch (InterruptedIOException e) {
                throw new InterruptedException("while waiting for a key");
            } catch (IOException e) {
                return NonBlockingReader.EOF;
            }
        }

        @Override
        public void close() {
            terminal.setAttributes(before);
        }
    }

    @Override
    public void close() {
        screen.settle();
    }
}
