package trysail.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** How a line is understood while it is typed: the words of the command at the cursor, and whether it is finished. */
final class Typing implements Parser {
    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            var missing = Lines.missing(text);
            if (!missing.isEmpty()) {
                throw new EOFError(-1, -1, "missing " + missing, missing);
            }
        }
        return new Line(text, cursor);
    }

    /** The words up to the cursor, the last one unfinished or empty. */
    private static final class Line implements CompletingParsedLine {
        private final String text;
        private final int cursor;
        private final List<String> words;
        private final int start;
        private final int length;

        private Line(String text, int cursor) {
            this.text = text;
            this.cursor = Math.min(cursor, text.length());
            var tokens = Tokens.of(text.substring(0, this.cursor));
            var lineNow = lineOf(text.substring(0, this.cursor));
            var before = tokens.stream().filter(t -> t.line() == lineNow).toList();
            var inWord = !before.isEmpty() && before.getLast().end() == this.cursor;
            start = inWord ? before.getLast().start() : this.cursor;
            length = Tokens.of(text).stream()
                            .filter(t -> t.start() == start)
                            .mapToInt(Tokens.Token::end)
                            .findFirst()
                            .orElse(this.cursor)
                    - start;
            var all = new java.util.ArrayList<>(
                    before.stream().map(Tokens.Token::text).toList());
            if (!inWord) {
                all.add("");
            }
            words = List.copyOf(all);
        }

        private static int lineOf(String before) {
            var probe = Tokens.of(before + "\u0000");
            return probe.isEmpty() ? 0 : probe.getLast().line();
        }

        @Override
        public String word() {
            return words.getLast();
        }

        @Override
        public int wordCursor() {
            return words.getLast().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public String line() {
            return text;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            var plain = candidate.chars().noneMatch(c -> Character.isWhitespace(c) || "'\"\\#".indexOf(c) >= 0);
            if (plain) {
                return candidate;
            }
            var quoted = "\"" + candidate.toString().replace("\\", "\\\\").replace("\"", "\\\"");
            return complete ? quoted + "\"" : quoted;
        }

        @Override
        public int rawWordCursor() {
            return cursor - start;
        }

        @Override
        public int rawWordLength() {
            return Math.max(length, cursor - start);
        }
    }
}
