package trysail.script;

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

    /** The file's line that holds this position. */
    int lineOf(int position) {
        return line
                + (int) source.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
