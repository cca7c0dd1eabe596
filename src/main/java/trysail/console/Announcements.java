package trysail.console;

/** Log lines as news: above the line that is being typed. Thread-safe as its console is. */
public final class Announcements implements Appendable {
    private final Console console;

    public Announcements(Console console) {
        this.console = console;
    }

    @Override
    public Appendable append(CharSequence lines) {
        console.announce(lines.toString());
        return this;
    }

    @Override
    public Appendable append(CharSequence lines, int start, int end) {
        return append(lines.subSequence(start, end));
    }

    @Override
    public Appendable append(char c) {
        return append(String.valueOf(c));
    }
}
