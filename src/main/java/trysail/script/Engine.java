package trysail.script;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.execution.LocalExecutionControl;
import org.jspecify.annotations.Nullable;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;

/**
 * Runs snippets in this process, each on a thread of its own, and stops that thread alone. The JDK's local execution
 * waits for, and on a stop interrupts, whatever threads a snippet started: a session's among them.
 */
final class Engine extends LocalExecutionControl {
    /** How long a snippet that is asked to stop may take; after it, its thread is left behind. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(50);

    private final SessionContext context;
    private final SnippetLoader loader;
    private final List<Copies.Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger snippets = new AtomicInteger();
    private volatile Optional<Run> running = Optional.empty();
    private volatile @Nullable Object value;
    private volatile Optional<Throwable> thrown = Optional.empty();
    private volatile ScriptOptions options = new ScriptOptions("", List.of());
    private volatile boolean stopped;
    private volatile boolean halted;
    private volatile Optional<String> stuck = Optional.empty();

    Engine(SessionContext context) {
        this(context, new SnippetLoader());
    }

    private Engine(SessionContext context, SnippetLoader loader) {
        super((LoaderDelegate) loader);
        this.context = context;
        this.loader = loader;
    }

    /** What was run so far, to be run again elsewhere: its classes, and which of them were called, in order. */
    Copies copies() {
        return new Copies(loader.all(), List.copyOf(calls), options);
    }

    /** What snippets are answered from now on when they ask for options. */
    void options(ScriptOptions own) {
        options = own;
    }

    /** Forgets what the snippet before left. */
    void forget() {
        value = null;
        thrown = Optional.empty();
        stopped = false;
        stuck = Optional.empty();
    }

    /** What the last snippet came to, as it is; null when it came to nothing. */
    @Nullable
    Object value() {
        return value;
    }

    /** What the last snippet threw. */
    Optional<Throwable> thrown() {
        return thrown;
    }

    /** Whether the last snippet was stopped. */
    boolean stopped() {
        return stopped;
    }

    /** The thread that the last stop could not end, by name. */
    Optional<String> stuck() {
        return stuck;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        calls.add(new Copies.Call(snippet.getDeclaringClass().getName(), snippet.getName()));
        var run = new Run(snippet);
        running = Optional.of(run);
        try {
            if (halted) { // asked while it was compiled
                run.asked.complete("");
            }
            return run.await();
        } finally {
            value = run.found; // what one left behind comes to later is nobody's
            thrown = run.threw;
            running = Optional.empty();
        }
    }

    /** Asks for the end of the snippet that runs, if one does; returns at once. */
    @Override
    public void stop() {
        running.ifPresent(run -> run.asked.complete(""));
    }

    /** As {@link #stop}, and no snippet runs before {@link #resume}. */
    void halt() {
        halted = true;
        stop();
    }

    boolean halted() {
        return halted;
    }

    void resume() {
        halted = false;
    }

    private final class Run {
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final CompletableFuture<String> asked = new CompletableFuture<>();
        private final Thread thread;
        private volatile @Nullable Object found;
        private volatile Optional<Throwable> threw = Optional.empty();

        Run(Method snippet) {
            thread = context.startPlatform("snippet-" + snippets.incrementAndGet(), () -> run(snippet));
        }

        private void run(Method snippet) {
            try {
                var came = options.during(() -> snippet.invoke(null));
                found = came;
                result.complete(valueString(came));
            } catch (InvocationTargetException e) {
                var cause = e.getCause() == null ? e : e.getCause();
                threw = Optional.of(cause);
                result.completeExceptionally(cause);
            } catch (Throwable e) { // such as a value whose toString fails
                threw = Optional.of(e);
                result.completeExceptionally(e);
            } finally {
                Brake.release(Thread.currentThread());
            }
        }

        private String await() throws Exception {
            try {
                CompletableFuture.anyOf(result, asked).get();
            } catch (InterruptedException e) {
                end();
                Thread.currentThread().interrupt();
                throw new StoppedException();
            } catch (ExecutionException e) {
                // the result's: looked at below
            }
            if (asked.isDone()) {
                end();
                throw new StoppedException();
            }
            try {
                return result.get();
            } catch (ExecutionException e) {
                throw new InvocationTargetException(e.getCause());
            }
        }

        /** On a thread of its own: the interrupt itself hangs when the snippet sits in a file channel. */
        private void end() {
            stopped = true;
            Brake.pull(thread);
            var until = SessionClock.SYSTEM.deadline(GRACE);
            context.startPlatform("brake", () -> {
                while (!result.isDone() && !until.expired()) {
                    thread.interrupt();
                    try {
                        result.get(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (TimeoutException | ExecutionException e) {
                        // looked at above
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            });
            if (!ended(until.remaining())) {
                stuck = Optional.of(thread.getName());
            }
        }

        private boolean ended(Duration patience) {
            try {
                result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (InterruptedException e) { // asked twice: it does not wait
                Thread.currentThread().interrupt();
                return result.isDone();
            }
            return true;
        }
    }
}
