package trysail.repl;

import java.util.ArrayList;
import java.util.List;

/** Text taken apart into lines of commands: a quote or a backslash at a line's end goes on in the next one. */
final class Lines {
    private Lines() {}

    /** The commands in {@code text}, in order, without empty lines; the last one may be unfinished. */
    static List<String> of(String text) {
        var lines = new ArrayList<String>();
        var scan = new Scan();
        for (var i = 0; i < text.length(); i++) {
            scan.next(text.charAt(i));
            if (scan.ended) {
                add(lines, scan.take());
            }
        }
        add(lines, scan.take());
        return lines;
    }

    private static void add(List<String> lines, String line) {
        if (!line.isBlank()) {
            lines.add(line);
        }
    }

    /** Whether a quote is open at the end, or a backslash says that there is more; empty when not, else what is missing. */
    static String missing(String text) {
        var scan = new Scan();
        for (var i = 0; i < text.length(); i++) {
            scan.next(text.charAt(i));
            if (scan.ended) {
                scan.take();
            }
        }
        return scan.quote != '\0' ? String.valueOf(scan.quote) : scan.escaped ? "\\" : "";
    }

    /** One character after the other, by the rules of {@link trysail.helm.Words}. */
    private static final class Scan {
        private final StringBuilder line = new StringBuilder();
        private char quote;
        private boolean escaped;
        private boolean comment;
        private boolean inWord;
        private boolean ended;

        private void next(char c) {
            ended = false;
            if (comment) {
                ended = c == '\n';
            } else if (escaped) {
                escaped = false;
                if (c == '\n') {
                    line.setLength(line.length() - 1);
                } else {
                    line.append(c);
                    inWord = true;
                }
            } else if (c == '\\' && quote != '\'') {
                escaped = true;
                line.append(c);
            } else if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
                line.append(c);
            } else if (c == '\n') {
                ended = true;
            } else {
                plain(c);
            }
        }

        private void plain(char c) {
            if (c == '\'' || c == '"') {
                quote = c;
            }
            comment = c == '#' && !inWord;
            inWord = !Character.isWhitespace(c);
            line.append(c);
        }

        private String take() {
            var taken = line.toString();
            line.setLength(0);
            comment = false;
            inWord = false;
            ended = false;
            return taken;
        }
    }
}
