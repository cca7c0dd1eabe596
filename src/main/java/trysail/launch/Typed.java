package trysail.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import trysail.console.Console;
import trysail.helm.Helm;
import trysail.scope.SessionClock;

/** A line that a person types as an answer. */
final class Typed {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Helm helm;

    Typed(Helm helm) {
        this.helm = helm;
    }

    /** The line; empty when nobody sits there, or says nothing. An interruption ends the wait. */
    Optional<String> line(String question) throws InterruptedException {
        return switch (helm.mode()) {
            case PROMPT ->
                switch (helm.console().readLine(question)) {
                    case Console.Line.Typed typed -> Optional.of(typed.text());
                    case Console.Line.Cleared cleared -> Optional.of("");
                    case Console.Line.End end -> Optional.empty();
                };
            case COMMAND -> Boolean.getBoolean("trysail.stdin-terminal") ? fromTheTerminal(question) : Optional.empty();
            case SCRIPT -> Optional.empty(); // what comes next in a script is a command
        };
    }

    /** The thread that reads cannot be interrupted: it is the process's own, and ends with it. */
    private Optional<String> fromTheTerminal(String question) throws InterruptedException {
        helm.console().announce(question);
        var answer = new CompletableFuture<Optional<String>>();
        helm.startPlatform("answer", () -> {
            try {
                answer.complete(Optional.ofNullable(
                        new BufferedReader(new InputStreamReader(System.in, System.out.charset())).readLine()));
            } catch (IOException e) {
                answer.complete(Optional.empty());
            }
        });
        try {
            return SessionClock.SYSTEM.await(answer, SessionClock.SYSTEM.deadline(PATIENCE))
                    ? answer.get()
                    : Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}
