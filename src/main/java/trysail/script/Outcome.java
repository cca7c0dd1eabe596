package trysail.script;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import trysail.scope.ExitCode;

/** What became of a line or a file that a {@link Shell} was given. */
public sealed interface Outcome {
    /**
     * All of it ran.
     *
     * @param name the variable that holds the last value, {@code $3} for an expression; empty when it has no value
     * @param value the last value as JShell shows it; empty when it has none
     */
    record Done(String name, String value) implements Outcome {
        static final Done NOTHING = new Done("", "");

        @Override
        public String text() {
            return name.isEmpty() ? value : name + " ==> " + value;
        }

        @Override
        public int exitCode() {
            return ExitCode.OK;
        }
    }

    /** A part of it does not compile; what stood before it ran. */
    record Wrong(List<Problem> problems) implements Outcome {
        public Wrong {
            problems = List.copyOf(problems);
        }

        @Override
        public String text() {
            return problems.stream().map(Problem::toText).collect(Collectors.joining("\n"));
        }

        @Override
        public int exitCode() {
            return ExitCode.FAILED;
        }
    }

    /**
     * A part of it threw, and nothing caught it.
     *
     * @param text what happened and where, by file and line
     */
    record Threw(Throwable cause, String text) implements Outcome {
        @Override
        public int exitCode() {
            return cause instanceof NoRecording ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /**
     * It was stopped.
     *
     * @param stuck the thread that did not end, by name; it stays, and the shell goes on without it
     */
    record Stopped(Optional<String> stuck) implements Outcome {
        @Override
        public String text() {
            return "stopped"
                    + stuck.map(t -> "; thread " + t + " ignores it and is left behind")
                            .orElse("");
        }

        @Override
        public int exitCode() {
            return ExitCode.INTERRUPTED;
        }
    }

    /** It ended itself with {@code /exit}. */
    record Exit(int exitCode) implements Outcome {
        @Override
        public String text() {
            return "";
        }
    }

    /** What a user is told; empty when there is nothing to tell. */
    String text();

    /** What a process that ran this alone ends with. */
    int exitCode();

    /** Whether what follows it may run. */
    default boolean goesOn() {
        return this instanceof Done;
    }
}
