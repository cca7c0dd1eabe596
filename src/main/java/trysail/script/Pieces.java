package trysail.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** A file or a typed line, cut into snippets as the JDK's own shell cuts it: line by line. */
final class Pieces {
    private final SourceCodeAnalysis analysis;
    private final String file;
    private final Deque<String> lines;
    private String open = "";
    private int openAt = 1;

    Pieces(SourceCodeAnalysis analysis, String file, String text) {
        this.analysis = analysis;
        this.file = file;
        lines = new ArrayDeque<>(text.lines().toList());
    }

    /** The next one, complete but for the last of a text that ends too early. */
    Optional<Piece> next() {
        while (true) {
            if (open.isBlank()) {
                openAt += newlines(open);
                open = "";
            }
            if (lines.isEmpty()) {
                return rest();
            }
            if (open.isEmpty() && Piece.isCommand(lines.peek())) {
                return Optional.of(new Piece(file, openAt++, lines.remove()));
            }
            open += lines.remove() + "\n";
            var piece = cut();
            if (piece.isPresent()) {
                return piece;
            }
        }
    }

    /** What is left when no line is. */
    private Optional<Piece> rest() {
        while (!open.isBlank()) {
            var piece = cut();
            if (piece.isPresent()) {
                return piece;
            }
            if (open.isBlank() || analysis.analyzeCompletion(open).completeness() == Completeness.EMPTY) {
                return Optional.empty();
            }
            var last = new Piece(file, openAt, open);
            open = "";
            return Optional.of(last);
        }
        return Optional.empty();
    }

    private Optional<Piece> cut() {
        var info = analysis.analyzeCompletion(open);
        var state = info.completeness();
        if (state == Completeness.DEFINITELY_INCOMPLETE
                || state == Completeness.CONSIDERED_INCOMPLETE
                || (state == Completeness.COMPLETE_WITH_SEMI && continues())
                || state == Completeness.EMPTY) {
            return Optional.empty();
        }
        var length = Math.max(0, open.length() - info.remaining().length());
        var piece = new Piece(file, openAt, info.source());
        openAt += newlines(open.substring(0, length));
        open = open.substring(length);
        return Optional.of(piece);
    }

    /** A call on the next line, as long chains are written. */
    private boolean continues() {
        var next = lines.peek();
        return next != null && next.strip().startsWith(".");
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Whether a typed text can be evaluated as it is. */
    static Shell.Completeness of(SourceCodeAnalysis analysis, String text) {
        if (Piece.isCommand(text)) {
            return Shell.Completeness.COMPLETE;
        }
        var rest = text;
        while (true) {
            var info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return rest.equals(text) ? Shell.Completeness.EMPTY : Shell.Completeness.COMPLETE;
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return Shell.Completeness.INCOMPLETE;
                }
                default -> {
                    if (info.remaining().isBlank() || info.remaining().length() >= rest.length()) {
                        return Shell.Completeness.COMPLETE;
                    }
                    rest = info.remaining();
                }
            }
        }
    }
}
