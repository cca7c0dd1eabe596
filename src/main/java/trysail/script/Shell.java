package trysail.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import trysail.scope.SessionContext;
import trysail.words.BadInput;

/**
 * A JShell inside the running process: its snippets see the process's sessions. It owns none of them: a snippet that is
 * stopped, and the shell's end, leave sessions alone.
 *
 * <p>One thread evaluates, a platform thread outside any session; {@link #stop} may be called by any other.
 */
public final class Shell implements AutoCloseable {
    /** How far a typed text has come. */
    public enum Completeness {
        /** Nothing but blanks and comments. */
        EMPTY,
        /** It can be evaluated. */
        COMPLETE,
        /** More has to be typed first. */
        INCOMPLETE
    }

    private static final int DEEPEST = 8;

    private final Engine engine = new Engine(SessionContext.standalone("jshell"));
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Frames frames;
    private int depth;

    private Shell(List<String> args) {
        shell = JShell.builder()
                .executionEngine(new EngineProvider(engine), Map.of())
                .compilerOptions(
                        "--enable-preview",
                        "--source",
                        String.valueOf(Runtime.version().feature()))
                .build();
        analysis = Indexer.named(shell::sourceCodeAnalysis);
        frames = new Frames(analysis);
        var words = args.stream().map(Shell::quoted).collect(Collectors.joining(", "));
        var outcome = evalAll("startup.jsh", Startup.text() + "\nString[] args = {" + words + "};");
        if (!outcome.goesOn()) {
            close();
            throw new IllegalStateException("the shell's start-up failed: " + outcome.text());
        }
    }

    /** A new one, with Trysail's words imported and {@code args} in the variable of that name. */
    public static Shell open(List<String> args) {
        return elsewhere(() -> new Shell(args), () -> {});
    }

    /**
     * Compiles and runs on a thread of its own: an interrupt in the middle of the compiler would break it. A caller that is
     * interrupted asks what runs to stop, waits for that, which is bounded, and still is interrupted.
     */
    private static <T> T elsewhere(Supplier<T> body, Runnable stop) {
        var done = new CompletableFuture<T>();
        SessionContext.standalone("jshell").startPlatform("shell", () -> {
            try {
                done.complete(body.get());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        var interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.run();
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Whether a typed text can be evaluated, or needs more lines. */
    public Completeness complete(String text) {
        return Pieces.of(analysis, text);
    }

    /** Evaluates a typed text, which may be several snippets; the first that fails is the last. */
    public Outcome eval(String text) {
        return whole("", text);
    }

    /**
     * Runs a file.
     *
     * @throws BadInput when it cannot be read
     */
    public Outcome run(Path file) {
        return whole(String.valueOf(file), read(file));
    }

    /** Runs a script that did not come from a file; {@code name} stands for it in messages. */
    public Outcome run(String name, String text) {
        return whole(name, text);
    }

    private Outcome whole(String file, String text) {
        try {
            return elsewhere(() -> evalAll(file, text), this::stop);
        } finally {
            engine.resume();
        }
    }

    /**
     * The text of a script.
     *
     * @throws BadInput when it cannot be read
     */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInput(
                    "the script '" + file + "' cannot be read: " + (Files.exists(file) ? e : "it is not there"), e);
        }
    }

    /** Ends what runs, or what is about to; returns at once, the outcome tells. To be asked only while something is run. */
    public void stop() {
        engine.halt();
    }

    /** What the code that is run from now on is answered when it asks for options. */
    void options(ScriptOptions own) {
        engine.options(own);
    }

    /** Runs what was run here again, elsewhere and often. */
    Copies copies() {
        return engine.copies();
    }

    /** The last value as it is; null when there is none. */
    @Nullable
    Object value() {
        return engine.value();
    }

    /** Where the snippets so far stand; good for translating stack traces after {@link #close} too. */
    Frames frames() {
        return frames.resolved();
    }

    /** The names of the classes and records declared so far, latest last. */
    List<String> types() {
        return shell.types().map(TypeDeclSnippet::name).toList();
    }

    private Outcome evalAll(String file, String text) {
        if (++depth > DEEPEST) {
            throw new BadInput("/open " + file + ": files that open each other, " + DEEPEST + " deep");
        }
        try {
            var pieces = new Pieces(analysis, file, text);
            Outcome last = Outcome.Done.NOTHING;
            for (var piece = pieces.next(); piece.isPresent() && last.goesOn(); piece = pieces.next()) {
                last = engine.halted() ? new Outcome.Stopped(Optional.empty()) : evalOne(piece.get());
            }
            return last instanceof Outcome.Done && !file.isEmpty()
                    ? unresolved().orElse(last)
                    : last;
        } finally {
            depth--;
        }
    }

    private Outcome evalOne(Piece piece) {
        if (piece.isCommand()) {
            return command(piece);
        }
        engine.forget();
        var events = shell.eval(piece.source());
        events.forEach(e -> frames.add(e.snippet(), piece));
        if (engine.stopped()) {
            return new Outcome.Stopped(engine.stuck());
        }
        if (engine.thrown().isPresent()) {
            return threw(engine.thrown().get(), events, piece);
        }
        Outcome outcome = Outcome.Done.NOTHING;
        for (var event : events) {
            if (event.causeSnippet() == null) {
                outcome = told(event, piece);
            }
        }
        return outcome;
    }

    private Outcome told(SnippetEvent event, Piece piece) {
        if (event.status() == Snippet.Status.REJECTED) {
            return new Outcome.Wrong(problems(event.snippet(), piece));
        }
        var value = event.value();
        if (value == null || value.isEmpty()) {
            return Outcome.Done.NOTHING;
        }
        return new Outcome.Done(event.snippet() instanceof VarSnippet v ? v.name() : "", value);
    }

    private List<Problem> problems(Snippet snippet, Piece piece) {
        var found = shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(d -> piece.problem(d.getPosition(), message(d)))
                .toList();
        return found.isEmpty() ? List.of(piece.problem(0, "this does not compile")) : found;
    }

    /** Without the line that would name the class round a snippet: it has none that its author knows. */
    private static String message(Diag problem) {
        return problem.getMessage(Locale.ROOT)
                .lines()
                .filter(line -> !line.strip().equals("location: class"))
                .collect(Collectors.joining("\n"));
    }

    /** What was declared and still refers to nothing: fine while a file is read, wrong at its end. */
    private Optional<Outcome> unresolved() {
        var problems = new ArrayList<Problem>();
        shell.snippets()
                .filter(s -> s instanceof DeclarationSnippet)
                .filter(s -> shell.status(s) == Snippet.Status.RECOVERABLE_DEFINED
                        || shell.status(s) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .forEach(s ->
                        frames.piece(s).ifPresent(piece -> problems.addAll(missing((DeclarationSnippet) s, piece))));
        return problems.isEmpty() ? Optional.empty() : Optional.of(new Outcome.Wrong(problems));
    }

    private List<Problem> missing(DeclarationSnippet snippet, Piece piece) {
        return shell.unresolvedDependencies(snippet)
                .map(name -> piece.problem(Math.max(0, piece.find(name)), "cannot find " + name))
                .toList();
    }

    private Outcome threw(Throwable thrown, List<SnippetEvent> events, Piece piece) {
        if (events.stream().anyMatch(e -> e.exception() instanceof UnresolvedReferenceException)) {
            return unresolved().orElseGet(() -> new Outcome.Wrong(List.of(piece.problem(0, thrown.toString()))));
        }
        if (thrown instanceof NoRecording) {
            return new Outcome.Threw(thrown, String.valueOf(thrown.getMessage()));
        }
        frames().translate(thrown);
        return new Outcome.Threw(thrown, Frames.text(thrown));
    }

    /** The lines for the shell itself that a script may hold. */
    private Outcome command(Piece piece) {
        var words = piece.source().strip().split("\\s+", 2);
        var rest = words.length > 1 ? words[1].strip() : "";
        return switch (words[0]) {
            case "/exit" -> exit(piece, rest);
            case "/open" ->
                rest.isEmpty()
                        ? new Outcome.Wrong(List.of(piece.problem(0, "/open needs a file: /open more.jsh")))
                        : evalAll(String.valueOf(beside(piece, rest)), read(beside(piece, rest)));
            default ->
                new Outcome.Wrong(List.of(piece.problem(
                        piece.source().indexOf('/'),
                        "'" + words[0] + "' is not for scripts: /exit [CODE] and /open FILE are")));
        };
    }

    /** A file that a script opens is looked for beside the script. */
    private static Path beside(Piece piece, String name) {
        return piece.file().isEmpty() ? Path.of(name) : Path.of(piece.file()).resolveSibling(name);
    }

    private Outcome exit(Piece piece, String code) {
        if (code.isEmpty()) {
            return new Outcome.Exit(0);
        }
        var outcome = evalOne(new Piece(piece.file(), piece.line(), code));
        if (outcome instanceof Outcome.Done && engine.value() instanceof Integer number) {
            return new Outcome.Exit(number);
        }
        return outcome instanceof Outcome.Done
                ? new Outcome.Wrong(List.of(piece.problem(
                        piece.source().indexOf(code), "'" + code + "' is not an exit code: write a whole number")))
                : outcome;
    }

    private static String quoted(String word) {
        var text = new StringBuilder("\"");
        word.chars().mapToObj(c -> escaped((char) c)).forEach(text::append);
        return text.append('"').toString();
    }

    private static String escaped(char c) {
        return c == '"' || c == '\\' ? "\\" + c : c < ' ' ? "\\%03o".formatted((int) c) : String.valueOf(c);
    }

    /** Ends the snippet that may run and lets go of the shell; sessions go on. Bounded. */
    @Override
    public void close() {
        stop();
        shell.close();
    }
}
