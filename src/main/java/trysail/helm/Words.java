package trysail.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import trysail.words.BadInput;

/**
 * A line taken apart into words, as a shell does: quotes keep blanks, a backslash the next character, # begins a comment.
 * A variable, {@code ${feed}} or {@code ${feed:-synthetic:1}}, is put in as it is, never taken apart; not in single quotes.
 */
public final class Words {
    private final Function<String, Optional<String>> variables;
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String line, Function<String, Optional<String>> variables) {
        this.line = line;
        this.variables = variables;
    }

    /**
     * The words of a line without variables; none for an empty one and for a comment.
     *
     * @throws BadInput when a quote is not closed
     */
    public static List<String> of(String line) {
        return of(line, name -> Optional.of("${" + name + "}"));
    }

    /**
     * The words of a line.
     *
     * @param variables the value of a variable, if it has one
     * @throws BadInput when a quote or a brace is not closed, or a variable has no value
     */
    public static List<String> of(String line, Function<String, Optional<String>> variables) {
        return new Words(line, variables).read();
    }

    private List<String> read() {
        var quote = '\0';
        for (; at < line.length(); at++) {
            var c = line.charAt(at);
            if (c == '\\' && quote != '\'' && at + 1 < line.length()) {
                add(line.charAt(++at));
            } else if (c == '$' && quote != '\'' && line.startsWith("${", at)) {
                variable();
            } else if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                end();
            } else if (c == '#' && !inWord) {
                break;
            } else {
                add(c);
            }
        }
        if (quote != '\0') {
            throw new BadInput("a quote is not closed: " + quote + " is missing in: " + line.strip());
        }
        end();
        return words;
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void variable() {
        var close = line.indexOf('}', at);
        if (close < 0) {
            throw new BadInput("a variable is not closed: } is missing in: " + line.strip());
        }
        var text = line.substring(at + 2, close);
        var or = text.indexOf(":-");
        var name = or < 0 ? text : text.substring(0, or);
        word.append(variables
                .apply(name)
                .or(() -> or < 0 ? Optional.empty() : Optional.of(text.substring(or + 2)))
                .orElseThrow(() -> new BadInput("unknown variable '" + name + "': give it a value first, such as: set "
                        + (name.isEmpty() ? "name" : name) + "=…")));
        inWord = true;
        at = close;
    }
}
