package trysail.script;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
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

    private static final String ENDING = ".jsh";

    /** A file, and the options that are given to it. */
    private record Named(Path file, List<String> pairs) {
        /** A comma may stand in a file's name: the file that is there is meant. */
        static Named of(String spec) {
            var at = spec.indexOf(ENDING + ",");
            if (at < 0 || Files.isRegularFile(Path.of(spec))) {
                return new Named(Path.of(spec), List.of());
            }
            var end = at + ENDING.length();
            return new Named(
                    Path.of(spec.substring(0, end)),
                    List.of(spec.substring(end + 1).split(",", -1)));
        }
    }

    /** Whether a strategy's name means a file: {@code FILE.jsh}, or {@code FILE.jsh,k=v} with options for it. */
    public static boolean isOne(String name) {
        return name.endsWith(ENDING) || name.contains(ENDING + ",");
    }

    /** What a strategy that came from a file was named by, options included. */
    public static Optional<String> spec(Strategy strategy) {
        return strategy instanceof FileStrategy f ? Optional.of(f.spec()) : Optional.empty();
    }

    /** The file that a strategy came from, when it came from one. */
    public static Optional<Path> of(Strategy strategy) {
        return strategy instanceof FileStrategy f ? Optional.of(f.file()) : Optional.empty();
    }

    /** As {@link #load(String)}, without options. */
    public static Strategy load(Path file) {
        var hash = sha256(file);
        return compiled(
                new Named(file, List.of()),
                (shell, strategy) -> new FileStrategy(file, String.valueOf(file), strategy, shell.frames(), hash));
    }

    /**
     * Compiles the file and makes a strategy: a new object at each call. On a platform thread outside any session; takes
     * 20 s at the most.
     *
     * @param spec {@code FILE.jsh[,option=value…]}
     * @throws BadInput with file, line and message when it does not compile, fails, defines no strategy or has no such
     *     option, and when the caller is interrupted, which it then still is
     */
    public static Strategy load(String spec) {
        var named = Named.of(spec);
        var hash = sha256(named.file);
        return compiled(named, (shell, strategy) -> new FileStrategy(named.file, spec, strategy, shell.frames(), hash));
    }

    /**
     * Compiles the file once, for many strategies: each call of what is given runs the file's code in classes of its own,
     * so that not even statics are shared. It may be called by several threads.
     *
     * @throws BadInput as {@link #load(String)} does
     */
    public static Supplier<Strategy> copies(String spec) {
        var named = Named.of(spec);
        var hash = sha256(named.file);
        return compiled(named, (shell, first) -> {
            var copies = shell.copies();
            var frames = shell.frames();
            return () -> new FileStrategy(named.file, spec, copies.strategy(named.file), frames, hash);
        });
    }

    /** Gives a stack the lines of the file that a strategy came from, when it came from one. */
    public static void translate(Strategy strategy, Throwable thrown) {
        if (strategy instanceof FileStrategy f) {
            f.translate(thrown);
        }
    }

    /** Before it is compiled: what is changed meanwhile is another file. Empty where there is none: that is told later. */
    private static String sha256(Path file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static <T> T compiled(Named named, BiFunction<Shell, Strategy, T> then) {
        var file = named.file;
        if (!Files.isRegularFile(file)) {
            throw new BadInput("strategy '" + file + "' is not there: name a .jsh file that defines one");
        }
        var options = new ScriptOptions(String.valueOf(file), named.pairs);
        try (var shell = Shell.open(List.of())) {
            var limit = SessionContext.standalone("jshell").startPlatform("limit", () -> stopLate(shell));
            try {
                shell.options(options);
                var strategy = define(shell, file);
                options.check();
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
        if (outcome instanceof Outcome.Threw threw && threw.cause() instanceof BadInput bad) {
            throw bad;
        }
        if (!outcome.goesOn()) {
            throw new BadInput(
                    "strategy " + (outcome.text().startsWith(file + ":") ? "" : file + ": ") + outcome.text());
        }
    }
}
