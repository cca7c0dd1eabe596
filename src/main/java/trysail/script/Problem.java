package trysail.script;

/**
 * Something in a script that does not compile, and where.
 *
 * @param file its name as it was given; empty at a prompt
 * @param line from 1 on
 * @param column from 1 on
 * @param source the line itself
 * @param message the compiler's, on one or more lines
 */
public record Problem(String file, int line, int column, String source, String message) {
    /** {@code file:line: message}, the line and a caret under the place. */
    public String toText() {
        var indent = new StringBuilder("  ");
        source.chars().limit(column - 1L).forEach(c -> indent.append(c == '\t' ? '\t' : ' '));
        return (file.isEmpty() ? "" : file + ":" + line + ": ") + message + "\n  " + source + "\n" + indent + "^";
    }
}
