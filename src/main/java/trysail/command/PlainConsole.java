package trysail.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Standard output and standard error, for one command, a script or a pipe: nobody is asked, nothing is drawn twice. */
public final class PlainConsole implements Console {
    private final Paper paper;
    private final Printer out;
    private final PrintStream err;

    public PlainConsole(Paper paper, PrintStream out, PrintStream err) {
        this.paper = paper;
        this.out = new Printer(out);
        this.err = err;
    }

    @Override
    public Paper paper() {
        return paper;
    }

    @Override
    public void print(String text) {
        out.print(text);
    }

    @Override
    public void announce(String text) {
        out.print(text);
    }

    @Override
    public void complain(String line) {
        err.println("trysail: " + line);
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public void live(Supplier<String> picture, Duration every) {
        out.print(picture.get());
    }

    @Override
    public Optional<Character> ask(String question, String choices) {
        return Optional.empty();
    }

    /** For the session in the foreground, which draws a line of its own and has a last word. */
    Printer printer() {
        return out;
    }

    @Override
    public void close() {
        out.close();
    }
}
