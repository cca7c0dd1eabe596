package trysail.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/** Where, in a script, the code of its snippets stands: a stack trace by file and line, without the shell's own frames. */
final class Frames {
    /** The class that JShell wraps round a snippet, and the user's class in it. */
    private static final Pattern WRAPPER = Pattern.compile("(REPL\\.\\$JShell\\$\\w+)(?:\\$(.*))?");

    private static final String EVALUATION = "do_it$";

    /** One snippet's class as it was compiled. */
    private record Wrapped(SourceCodeAnalysis.SnippetWrapper wrapper, Piece piece) {
        private int line(int wrappedLine) {
            var text = wrapper.wrapped();
            var start = 0;
            for (var i = 1; i < wrappedLine && start >= 0; i++) {
                start = text.indexOf('\n', start) + 1;
            }
            for (var at = start; at < text.length() && text.charAt(at) != '\n'; at++) {
                var source = wrapper.wrappedToSourcePosition(at);
                if (source >= 0 && source < piece.source().length() && wrapper.sourceToWrappedPosition(source) == at) {
                    return piece.lineOf(source);
                }
            }
            return piece.line();
        }
    }

    private final Map<Snippet, Piece> pieces = new LinkedHashMap<>();
    private final SourceCodeAnalysis analysis;
    private Map<String, Wrapped> wrapped = Map.of();

    Frames(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    void add(Snippet snippet, Piece piece) {
        if (snippet.kind() != Snippet.Kind.IMPORT && snippet.kind() != Snippet.Kind.ERRONEOUS) {
            pieces.put(snippet, piece);
        }
    }

    /** Where a snippet of ours stands. */
    Optional<Piece> piece(Snippet snippet) {
        return Optional.ofNullable(pieces.get(snippet));
    }

    /** Looks at each snippet's class: while the shell is open, and before frames are translated. */
    Frames resolved() {
        var found = new HashMap<String, Wrapped>();
        pieces.forEach((snippet, piece) -> {
            var wrapper = analysis.wrapper(snippet);
            found.put(wrapper.fullClassName(), new Wrapped(wrapper, piece));
        });
        wrapped = found;
        return this;
    }

    /** Gives a throwable, and what caused it, the stack that the script's author knows. */
    void translate(Throwable thrown) {
        var depth = 0;
        for (Throwable t = thrown; t != null && depth < 10; t = t.getCause(), depth++) {
            t.setStackTrace(translate(t.getStackTrace()));
        }
    }

    private StackTraceElement[] translate(StackTraceElement[] stack) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (var frame : stack) {
            if (frame.getClassName().equals("REPL.$Cancel$")) {
                continue;
            }
            frames.add(translate(frame).orElse(frame));
            if (frame.getMethodName().equals(EVALUATION)) {
                break; // below it there is the shell alone
            }
        }
        return frames.toArray(StackTraceElement[]::new);
    }

    private Optional<StackTraceElement> translate(StackTraceElement frame) {
        var name = WRAPPER.matcher(frame.getClassName());
        if (!name.matches()) {
            return Optional.empty();
        }
        var snippet = wrapped.get(name.group(1));
        if (snippet == null) {
            return Optional.empty();
        }
        var type = name.group(2) == null ? "snippet" : name.group(2);
        var method = frame.getMethodName().equals(EVALUATION) ? "run" : frame.getMethodName();
        var file = snippet.piece().file().isEmpty() ? "line" : snippet.piece().file();
        return Optional.of(new StackTraceElement(type, method, file, snippet.line(frame.getLineNumber())));
    }

    /** What was thrown, where in the script, and how it came there. */
    static String text(Throwable thrown) {
        var text = new StringBuilder();
        for (var frame : thrown.getStackTrace()) {
            if (frame.getFileName() != null && frame.getFileName().endsWith(".jsh")) {
                text.append(frame.getFileName())
                        .append(':')
                        .append(frame.getLineNumber())
                        .append(": ");
                break;
            }
        }
        text.append(thrown);
        for (var frame : thrown.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        var depth = 0;
        for (var cause = thrown.getCause(); cause != null && depth < 10; cause = cause.getCause(), depth++) {
            text.append("\n  caused by ").append(cause);
        }
        return text.toString();
    }
}
