package trysail.repl;

import java.util.List;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/**
 * A picture that is drawn over itself again and again, cut to the screen. Looked at by the thread of its command, drawn
 * under the reader's lock.
 */
final class Live {
    private final Supplier<String> picture;
    private volatile List<String> lines = List.of();
    private int drawn;

    Live(Supplier<String> picture) {
        this.picture = picture;
    }

    /** Takes the next look; it may take its time, nothing is drawn meanwhile. */
    void look() {
        lines = picture.get().lines().toList();
    }

    /** Draws what was seen last in the place of what was drawn last; {@code below} rows at the bottom are not ours. */
    void draw(Terminal terminal, int below) {
        var size = terminal.getSize();
        var height = Math.max(1, size.getRows() - below - 1);
        var shown = lines;
        var text = new StringBuilder("\u001b[?2026h");
        up(text);
        var count = Math.min(shown.size(), height);
        for (var i = 0; i < count; i++) {
            var cut = shown.size() > height && i == count - 1;
            text.append(cut ? "… " + (shown.size() - i) + " more lines" : fit(shown.get(i), size.getColumns()))
                    .append("\u001b[K\r\n");
        }
        for (var i = count; i < drawn; i++) {
            text.append("\u001b[K\r\n");
        }
        if (drawn > count) {
            text.append("\u001b[").append(drawn - count).append('A');
        }
        text.append("\u001b[?2026l");
        drawn = count;
        terminal.writer().print(text);
        terminal.flush();
    }

    /** Takes the picture away, the cursor where its first line was. */
    void erase(Terminal terminal) {
        var text = new StringBuilder();
        up(text);
        for (var i = 0; i < drawn; i++) {
            text.append("\u001b[K\r\n");
        }
        up(text);
        drawn = 0;
        terminal.writer().print(text);
    }

    /** The screen was cleared. */
    void forget() {
        drawn = 0;
    }

    private void up(StringBuilder text) {
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append("A\r");
        }
    }

    private static String fit(String line, int columns) {
        var styled = AttributedString.fromAnsi(line);
        return columns <= 1 || styled.columnLength() < columns
                ? line
                : styled.columnSubSequence(0, columns - 1).toAnsi();
    }
}
