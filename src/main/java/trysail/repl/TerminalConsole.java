package trysail.repl;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import trysail.command.Console;
import trysail.command.Paper;

/** The terminal as a console. */
final class TerminalConsole implements Console {
    private final Terminal terminal;
    private volatile Optional<LineReader> reader = Optional.empty();

    TerminalConsole(Terminal terminal) {
        this.terminal = terminal;
    }

    void reading(LineReader lines) {
        reader = Optional.of(lines);
    }

    @Override
    public Paper paper() {
        var size = terminal.getSize();
        return new Paper(size.getColumns(), size.getRows(), true, Paper.unicodeOut());
    }

    @Override
    public void print(String text) {
        terminal.writer().print(text);
        terminal.flush();
    }

    @Override
    public void announce(String text) {
        reader.ifPresent(r -> r.printAbove(text));
    }

    @Override
    public void complain(String line) {
        print(paper().paint(Paper.Tone.BAD, line) + "\n");
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public void live(Supplier<String> picture, Duration every) {
        print(picture.get());
    }

    @Override
    public Optional<Character> ask(String question, String choices) {
        return reader.map(r -> r.readLine(question + " "))
                .filter(a -> !a.isEmpty())
                .map(a -> a.charAt(0));
    }

    @Override
    public void close() {
        terminal.flush();
    }
}
