package trysail.console;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.picture.Paper;

/** Where a command's words go, and where a person's come from. Thread-safe. */
public interface Console extends AutoCloseable {
    /** What may be drawn on it. */
    Paper paper();

    /** Prints the answer of a command: whole lines. */
    void print(String text);

    /** Prints news that no command asked for: above the line that is being typed, if one is. */
    void announce(String text);

    /** Prints what went wrong, where people look for that. */
    void complain(String line);

    /** Whether a person sits there, who can be asked and can press a key. */
    boolean interactive();

    /** Whether nobody can read what is printed any more: the pipe behind it is closed. */
    default boolean gone() {
        return false;
    }

    /** Draws a picture in place again and again until a key is pressed; once, where nobody can press one. */
    void live(Supplier<String> picture, Duration every) throws InterruptedException;

    /**
     * Asks for one of {@code choices}, one key, whose last is the way out, as Escape and Ctrl+C are; empty when nobody
     * can be asked.
     */
    Optional<Character> ask(String question, String choices);

    /** What came of reading a line. */
    sealed interface Line {
        /** A whole line. */
        record Typed(String text) implements Line {}

        /** Ctrl+C: the line is given up. */
        record Cleared() implements Line {}

        /** Ctrl+D, or nobody is there. */
        record End() implements Line {}
    }

    /** Reads a line under a prompt of its own, for what a command reads itself. */
    default Line readLine(String prompt) throws InterruptedException {
        return new Line.End();
    }

    /** Waits for what was printed to be out, half a second at the most. */
    @Override
    void close();
}
