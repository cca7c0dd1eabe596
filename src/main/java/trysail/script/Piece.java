package trysail.script;

import java.util.regex.Pattern;

/**
 * One snippet, or one line that begins with a slash, and where it stands.
 *
 * @param file as it was given; empty at a prompt
 * @param line of its first character, from 1 on
 */
record Piece(String file, int line, String source) {
    boolean isCommand() {
        return isCommand(source);
    }

    /** Whether a line is for the shell and not for the compiler. */
    static boolean isCommand(String line) {
        var text = line.strip();
        return text.startsWith("/") && !text.startsWith("//") && !text.startsWith("/*");
    }

    /** What is wrong with it at this position. */
    Problem problem(long position, String message) {
        var at = (int) Math.min(Math.max(0, position), source.length());
        var start = source.lastIndexOf('\n', at - 1) + 1;
        var end = source.indexOf('\n', at);
        var text = source.substring(start, end < 0 ? source.length() : end);
        return new Problem(file, lineOf(at), at - start + 1, text, message);
    }

    /** Where a name such as {@code method f()} or {@code variable x} first stands; -1 when it does not. */
    int find(String what) {
        var name = what.replaceFirst("^\\w+ ", "").replaceFirst("\\(.*", "");
        var found = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(source);
        return found.find() ? found.start() : -1;
    }

    /** The file's line that holds this position. */
    int lineOf(int position) {
        return line
                + (int) source.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
