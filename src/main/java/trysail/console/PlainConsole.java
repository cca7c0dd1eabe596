package trysail.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.picture.Paper;

/** Standard output and standard error, for one command, a script or a pipe: nobody is asked, nothing is drawn twice.
 * Thread-safe. */
public final class PlainConsole implements Console {
    private final Paper paper;
    private final Printer out;
    private final PrintStream errors;
    private Optional<Printer> err = Optional.empty();
    private boolean closed;

    /** Starts a thread that writes to {@code out}; {@link #close} ends it and leaves both streams open. */
    public PlainConsole(Paper paper, PrintStream out, PrintStream err) {
        this.paper = paper;
        this.out = new Printer(out);
        errors = err;
    }

    @Override
    public Paper paper() {
        return paper;
    }

    @Override
    public void print(String text) {
        out.answer(text);
    }

    @Override
    public void announce(String text) {
        out.answer(text);
    }

    /** After the answers before it, where both go to the same place. */
    @Override
    public void complain(String line) {
        out.flush();
        err().ifPresent(e -> {
            e.answer("trysail: " + line + "\n");
            e.flush();
        });
    }

    private synchronized Optional<Printer> err() {
        if (err.isEmpty() && !closed) {
            err = Optional.of(new Printer(errors));
        }
        return err;
    }

    @Override
    public boolean gone() {
        return out.gone();
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public void live(Supplier<String> picture, Duration every) {
        out.answer(picture.get());
    }

    @Override
    public Optional<Character> ask(String question, String choices) {
        return Optional.empty();
    }

    /** For the session in the foreground, which draws a line of its own and has a last word. */
    public Printer printer() {
        return out;
    }

    @Override
    public void close() {
        out.close();
        if (out.dropped() > 0) {
            complain(out.dropped() + " answers were not printed: nobody read standard output");
        }
        Optional<Printer> last;
        synchronized (this) {
            closed = true;
            last = err;
        }
        last.ifPresent(Printer::close);
    }
}
