package trysail.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.scope.SessionClock;

/**
 * SIGINT, SIGTERM and SIGHUP of a process whose {@code main} is ours. A signal that comes before anybody listens is
 * kept and told to the first who does. Thread-safe.
 */
public final class Signals {
    private static final Logger LOG = Logger.getLogger(Signals.class.getName());
    private static final Duration ONE_PRESS = Duration.ofMillis(300);

    private final List<String> counted = new ArrayList<>();
    private final SessionClock clock = SessionClock.SYSTEM;
    private Optional<Consumer<Press>> listener = Optional.empty();
    private Optional<Consumer<String>> all = Optional.empty();
    private long lastInterrupt;

    /**
     * One signal that counts.
     *
     * @param name {@code INT}, {@code TERM} or {@code HUP}
     * @param number 1 for the first of all; repeated SIGTERM and SIGHUP, and SIGINTs within 300 ms, do not count
     */
    public record Press(String name, int number) {}

    /** Takes over the signals of this process. */
    public static Signals install() {
        var signals = new Signals();
        for (var name : List.of("INT", "TERM", "HUP")) {
            try {
                handle(name, () -> signals.on(name));
            } catch (InvocationTargetException e) { // the JVM or the shell keeps this one: nohup, -Xrs
                LOG.log(Level.FINE, "SIG" + name + " is not ours to handle", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this JDK has no sun.misc.Signal (module jdk.unsupported)", e);
            }
        }
        return signals;
    }

    /** {@code sun.misc.Signal} is the one way to a signal; called by reflection, since javac warns of it for ever. */
    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
            return switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                default -> "trysail's handler of SIG" + name;
            };
        });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    }

    private synchronized void on(String name) {
        if (all.isPresent()) {
            all.get().accept(name);
            return;
        }
        var now = clock.nanos();
        if (!counted.isEmpty()) {
            if (!name.equals("INT") || now - lastInterrupt < ONE_PRESS.toNanos()) {
                return;
            }
        }
        if (name.equals("INT")) {
            lastInterrupt = now;
        }
        counted.add(name);
        var press = new Press(name, counted.size());
        listener.ifPresent(l -> l.accept(press));
    }

    /** From now on {@code listener} is told, of an earlier signal at once. It must not block. */
    public synchronized void listen(Consumer<Press> newListener) {
        listener = Optional.of(newListener);
        for (var i = 0; i < counted.size(); i++) {
            newListener.accept(new Press(counted.get(i), i + 1));
        }
    }

    /** From now on {@code listener} is told of every signal by its name, whatever came before it. It must not block. */
    public synchronized void heed(Consumer<String> listener) {
        all = Optional.of(listener);
        counted.forEach(listener);
    }

    /** The first signal, if one came. */
    public synchronized Optional<String> first() {
        return counted.stream().findFirst();
    }
}
