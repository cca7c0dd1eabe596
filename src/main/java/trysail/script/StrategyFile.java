package trysail.script;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/**
 * A strategy in a {@code .jsh} file: its last expression, or its one class that implements {@link Strategy}.
 * Thread-safe: each load has a shell of its own.
 */
public final class StrategyFile {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private StrategyFile() {}

    /** Whether a strategy's name means a file. */
    public static boolean isOne(String name) {
        return name.endsWith(".jsh");
    }

    /** The file that a strategy came from, when it came from one. */
    public static Optional<Path> of(Strategy strategy) {
        return strategy instanceof FileStrategy f ? Optional.of(f.file()) : Optional.empty();
    }

    /**
     * Compiles the file and makes a strategy: a new object at each call. On a platform thread outside any session; takes
     * 20 s at the most.
     *
     * @throws BadInput with file, line and message when it does not compile, fails or defines no strategy
     */
    public static Strategy load(Path file) {
        return compiled(file, (shell, strategy) -> new FileStrategy(file, strategy, shell.frames()));
    }

    /**
     * Compiles the file once, for many strategies: each call of what is given runs the file's code in classes of its own,
     * so that not even statics are shared. It may be called by several threads.
     *
     * @throws BadInput as {@link #load} does
     */
    public static Supplier<Strategy> copies(Path file) {
        return compiled(file, (shell, first) -> {
            var copies = shell.copies();
            var frames = shell.frames();
            return () -> new FileStrategy(file, copies.strategy(file), frames);
        });
    }

    /** Gives a stack the lines of the file that a strategy came from, when it came from one. */
    public static void translate(Strategy strategy, Throwable thrown) {
        if (strategy instanceof FileStrategy f) {
            f.translate(thrown);
        }
    }

    private static <T> T compiled(Path file, BiFunction<Shell, Strategy, T> then) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput("strategy '" + file + "' is not there: name a .jsh file that defines one");
        }
        try (var shell = Shell.open(List.of())) {
            var limit = SessionContext.standalone("jshell").startPlatform("limit", () -> stopLate(shell));
            try {
                var strategy = define(shell, file);
                return then.apply(shell, strategy);
            } finally {
                limit.interrupt();
            }
        }
    }

    private static void stopLate(Shell shell) {
        try {
            SessionClock.SYSTEM.sleep(LONGEST);
            shell.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it was in time
        }
    }

    private static Strategy define(Shell shell, Path file) {
        demand(shell.run(file), file);
        if (shell.value() instanceof Strategy last) {
            return last;
        }
        var candidates = new ArrayList<String>();
        for (var name : shell.types()) {
            demand(shell.eval(name + ".class"), file);
            if (shell.value() instanceof Class<?> type
                    && Strategy.class.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())) {
                candidates.add(name);
            }
        }
        if (candidates.size() == 1) {
            demand(shell.eval("new " + candidates.getFirst() + "()"), file);
            if (shell.value() instanceof Strategy made) {
                return made;
            }
        }
        throw new BadInput("strategy '" + file + "' "
                + (candidates.isEmpty() ? "defines none" : "defines " + String.join(" and ", candidates))
                + ": let it declare one class that implements Strategy, or end with new "
                + (candidates.isEmpty() ? "MyStrategy" : candidates.getLast()) + "()");
    }

    private static void demand(Outcome outcome, Path file) {
        if (outcome instanceof Outcome.Stopped) {
            throw new BadInput("strategy '" + file + "' "
                    + (Thread.currentThread().isInterrupted()
                            ? "was not loaded: interrupted"
                            : "took longer than " + LONGEST.toSeconds() + " s to load"));
        }
        if (!outcome.goesOn()) {
            throw new BadInput(
                    "strategy " + (outcome.text().startsWith(file + ":") ? "" : file + ": ") + outcome.text());
        }
    }
}
