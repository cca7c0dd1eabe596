package trysail.hand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.console.Console;
import trysail.picture.Paper;

/** A console that keeps what is printed on it, for somebody elsewhere. Thread-safe. */
final class Kept implements Console {
    private static final int COLUMNS_HIGH = 40;
    private static final int MOST = 1 << 20;

    private final Paper paper;
    private final StringBuilder out = new StringBuilder();
    private final List<String> complaints = new ArrayList<>();

    Kept(int columns, boolean unicode) {
        paper = new Paper(columns, COLUMNS_HIGH, false, unicode);
    }

    synchronized String out() {
        return out.toString();
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public Paper paper() {
        return paper;
    }

    @Override
    public synchronized void print(String text) {
        if (out.length() < MOST) {
            out.append(text);
        }
    }

    @Override
    public void announce(String text) {
        print(text);
    }

    @Override
    public synchronized void complain(String line) {
        complaints.add(line);
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public void live(Supplier<String> picture, Duration every) {
        print(picture.get());
    }

    @Override
    public Optional<Character> ask(String question, String choices) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
