package trysail.command;

import java.util.ArrayList;
import java.util.List;
import trysail.session.BadInput;

/** A line taken apart into words, as a shell does: quotes keep blanks, a backslash the next character, # begins a comment. */
public final class Words {
    private Words() {}

    /**
     * The words of a line; none for an empty one and for a comment.
     *
     * @throws BadInput when a quote is not closed
     */
    public static List<String> of(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else if (c == '\\' && quote == '"' && i + 1 < line.length()) {
                    word.append(line.charAt(++i));
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else if (c == '#' && !inWord) {
                break;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != '\0') {
            throw new BadInput("a quote is not closed: " + quote + " is missing in: " + line.strip());
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
