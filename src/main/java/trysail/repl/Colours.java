package trysail.repl;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import trysail.command.Grammar;

/** The line being typed in the colours of what its words are: a command that is none is red before it is sent. */
final class Colours implements Highlighter {
    private static final Pattern AMOUNT = Pattern.compile("\\d[\\d._]*(ms|s|m|h|d|%)?(\\d+(ms|s|m|h))*|PT.+");
    private static final AttributedStyle COMMAND = AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle UNKNOWN = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle OPTION = AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE);
    private static final AttributedStyle STRING = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();

    private final Grammar grammar;

    Colours(Grammar grammar) {
        this.grammar = grammar;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        var out = new AttributedStringBuilder();
        var at = 0;
        var line = -1;
        var usage = Optional.<Grammar.Usage>empty();
        for (var token : Tokens.of(buffer)) {
            out.styled(COMMENT, buffer.substring(at, token.start()));
            var first = token.line() != line;
            line = token.line();
            if (first) {
                usage = grammar.usage(token.text());
            }
            var style = first ? command(token, buffer) : argument(token, buffer, usage);
            out.styled(style, buffer.substring(token.start(), token.end()));
            at = token.end();
        }
        return out.styled(COMMENT, buffer.substring(at)).toAttributedString();
    }

    private AttributedStyle command(Tokens.Token token, String buffer) {
        if (grammar.knows(token.text())) {
            return COMMAND;
        }
        var typing = token.end() == buffer.length()
                && grammar.verbs().stream().anyMatch(v -> v.name().startsWith(token.text()));
        return typing ? AttributedStyle.DEFAULT : UNKNOWN;
    }

    private static AttributedStyle argument(Tokens.Token token, String buffer, Optional<Grammar.Usage> usage) {
        var first = buffer.charAt(token.start());
        if (first == '"' || first == '\'') {
            return STRING;
        }
        if (token.text().startsWith("-") && token.text().length() > 1) {
            var name = token.text().split("=", 2)[0];
            var known = usage.filter(u -> u.options().stream()
                            .flatMap(o -> o.names().stream())
                            .anyMatch(n -> token.end() == buffer.length() ? n.startsWith(name) : n.equals(name)))
                    .isPresent();
            return usage.isEmpty() || known ? OPTION : UNKNOWN;
        }
        return AMOUNT.matcher(token.text()).matches() ? NUMBER : AttributedStyle.DEFAULT;
    }
}
