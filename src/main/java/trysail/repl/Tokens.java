package trysail.repl;

import java.util.ArrayList;
import java.util.List;

/** A line that may not be finished, taken apart where its words stand. The rules are those of {@link trysail.helm.Words}. */
final class Tokens {
    /**
     * One word.
     *
     * @param start where its first character is, a quote among them
     * @param end where the first one after it is
     * @param text what it says, without quotes and backslashes
     * @param line which command it belongs to, counted from 0
     */
    record Token(int start, int end, String text, int line) {}

    private final List<Token> all = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int start = -1;
    private int line;

    private Tokens() {}

    /** The words of {@code text}; of an unfinished quote, what is there. */
    static List<Token> of(String text) {
        var tokens = new Tokens();
        tokens.scan(text);
        return tokens.all;
    }

    private void scan(String text) {
        var quote = '\0';
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var more = i + 1 < text.length();
            if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else if (c == '\\' && quote == '"' && more) {
                    i++;
                    if (text.charAt(i) != '\n') {
                        word.append(text.charAt(i));
                    }
                } else {
                    word.append(c);
                }
            } else if (c == '\\' && more && text.charAt(i + 1) == '\n') {
                i++;
            } else if (c == '\n') {
                end(i);
                line++;
            } else if (Character.isWhitespace(c)) {
                end(i);
            } else if (c == '#' && start < 0) {
                var over = text.indexOf('\n', i);
                i = (over < 0 ? text.length() : over) - 1;
            } else {
                start = start < 0 ? i : start;
                if (c == '\'' || c == '"') {
                    quote = c;
                } else {
                    word.append(c == '\\' && more ? text.charAt(++i) : c);
                }
            }
        }
        end(text.length());
    }

    private void end(int at) {
        if (start >= 0) {
            all.add(new Token(start, at, word.toString(), line));
            word.setLength(0);
            start = -1;
        }
    }
}
