package trysail.scope;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What a failure says of itself, in words of bounded length. A failure's class may be a user's: its {@code getMessage},
 * {@code getCause} or {@code toString} may throw, or never come back. Such a one is asked in a thread of its own, which
 * has 200 ms; all others, those of the JDK and of the libraries here, are asked at once. Nothing here throws.
 */
public final class Told {
    /** No text of a failure is longer, in characters; a log may hold the venue's whole page otherwise. */
    public static final int LONGEST = 2_000;

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int MOST = 16;
    private static final List<String> KNOWN = List.of(
            "com.fasterxml.jackson.",
            "org.sqlite.",
            "org.java_websocket.",
            "org.knowm.xchange.",
            "si.mazi.rescu.",
            "picocli.",
            "org.jline.");
    private static final List<String> ASKED =
            List.of("getMessage", "getLocalizedMessage", "toString", "getCause", "getStackTrace");

    private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                for (var name : ASKED) {
                    if (!known(type.getMethod(name))) {
                        return false;
                    }
                }
                return true;
            } catch (ReflectiveOperationException | LinkageError e) {
                return false;
            }
        }
    };

    private Told() {}

    private static boolean known(Method method) {
        var type = method.getDeclaringClass();
        var name = type.getName();
        var ofTheJdk = type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
        return (ofTheJdk && !name.startsWith("java.rmi."))
                || ours(type)
                || KNOWN.stream().anyMatch(name::startsWith);
    }

    /** Of the same jar as this: a package's name may be anybody's. */
    private static boolean ours(Class<?> type) {
        var here = Told.class.getProtectionDomain().getCodeSource();
        return here != null && here.equals(type.getProtectionDomain().getCodeSource());
    }

    /** Whether it runs no user's code to ask this failure for what it says and what it came of. */
    public static boolean isPlain(Throwable failure) {
        return PLAIN.get(failure.getClass());
    }

    /** What went wrong, in one line: our own errors speak for themselves, foreign ones are named. */
    public static String line(Throwable failure) {
        var root = root(failure);
        var message = message(root);
        var ours = isPlain(root) && root.getClass().getName().startsWith("trysail.");
        return message.map(m -> ours ? m : root.getClass().getSimpleName() + ": " + m)
                .map(Told::oneLine)
                .orElseGet(() -> cut(root.getClass().getSimpleName()));
    }

    /** The same with the whole name of its class, as {@code toString} mostly has it. */
    public static String named(Throwable failure) {
        var name = failure.getClass().getName();
        return oneLine(message(failure).map(m -> name + ": " + m).orElse(name));
    }

    /** Its message, or why there is none to be had; empty when it has none. */
    public static Optional<String> message(Throwable failure) {
        if (isPlain(failure)) {
            return Optional.ofNullable(failure.getMessage()).map(Told::cut);
        }
        var answer = ask(() -> Optional.ofNullable(failure.getMessage()).map(Told::cut));
        return answer.value().orElseGet(() -> Optional.of("(its message " + answer.why() + ")"));
    }

    /** What it came of, as far as it says so in time. */
    public static Optional<Throwable> cause(Throwable failure) {
        return isPlain(failure)
                ? Optional.ofNullable(failure.getCause())
                : ask(() -> Optional.ofNullable(failure.getCause())).value().flatMap(c -> c);
    }

    /** The failures that came after it, the first few of them. */
    public static List<Throwable> later(Throwable failure) {
        var all = isPlain(failure)
                ? List.of(failure.getSuppressed())
                : ask(() -> List.of(failure.getSuppressed())).value().orElse(List.of());
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /** Where it was thrown; nothing where it does not say so in time. */
    public static StackTraceElement[] frames(Throwable failure) {
        return isPlain(failure)
                ? failure.getStackTrace()
                : ask(failure::getStackTrace).value().orElseGet(() -> new StackTraceElement[0]);
    }

    /** Has {@code work} done that calls a user's failure; it is given up when it does not come back, or throws. */
    public static void tell(Throwable failure, Runnable work) {
        if (isPlain(failure)) {
            work.run();
        } else {
            var unused = ask(() -> {
                work.run();
                return true;
            });
        }
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        for (var depth = 0; depth < MOST; depth++) {
            if (!(root instanceof ExecutionException || root instanceof CompletionException)) {
                break;
            }
            var next = cause(root);
            if (next.isEmpty()) {
                break;
            }
            root = next.get();
        }
        return root;
    }

    private static String oneLine(String text) {
        return cut(text).lines().findFirst().orElse("");
    }

    /** A text from outside, cut where it is longer than anybody would read. */
    public static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private record Answer<T>(Optional<T> value, String why) {}

    private static <T> Answer<T> ask(Supplier<T> question) {
        var said = new AtomicReference<Answer<T>>(new Answer<>(Optional.empty(), "does not come back"));
        var interrupted = false;
        try {
            var asking = Threads.SYSTEM.platform("trysail/words", () -> said.set(answer(question)));
            asking.start();
            var deadline = SessionClock.SYSTEM.deadline(PATIENCE);
            while (asking.isAlive() && !deadline.expired()) {
                try {
                    var unused = SessionClock.SYSTEM.join(asking, deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (asking.isAlive()) {
                asking.interrupt();
            }
        } catch (Throwable e) { // no thread to be had, or no memory
            said.set(new Answer<>(
                    Optional.empty(), "cannot be asked for: " + e.getClass().getName()));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return said.get();
    }

    private static <T> Answer<T> answer(Supplier<T> question) {
        try {
            return new Answer<>(Optional.of(question.get()), "");
        } catch (Throwable e) {
            return new Answer<>(
                    Optional.empty(), "cannot be made: " + e.getClass().getSimpleName());
        }
    }
}
