package trysail.script;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import trysail.strategy.Strategy;
import trysail.words.BadInput;

/**
 * What a shell ran, to be run again: compiled once, then each time in a loader of its own, without statics in common.
 * Thread-safe.
 *
 * @param classes the compiled snippets
 * @param options what they are answered when they ask for options
 * @param calls which of them were run, in order; the last one came to a strategy
 */
record Copies(Map<String, byte[]> classes, List<Call> calls, ScriptOptions options, Map<String, Class<?>> known) {
    /** One snippet that was run. */
    record Call(String type, String method) {}

    Copies(Map<String, byte[]> classes, List<Call> calls, ScriptOptions options) {
        this(classes, calls, options, new ConcurrentHashMap<>());
    }

    /**
     * One more, in the calling thread.
     *
     * @throws BadInput when the code fails this time, or comes to something else
     */
    Strategy strategy(Path file) {
        var loader = new Loader(this);
        @Nullable Object value = null;
        try {
            for (var call : calls) {
                var method = loader.loadClass(call.type).getDeclaredMethod(call.method);
                method.setAccessible(true); // a snippet's class need not be public
                value = options.during(() -> method.invoke(null));
            }
        } catch (InvocationTargetException e) {
            throw new BadInput("strategy '" + file + "' can be made once, and not again: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (value instanceof Strategy strategy) {
            return strategy;
        }
        throw new BadInput("strategy '" + file + "' can be made once, and not again: let it end with new MyStrategy()");
    }

    /** Finds its own classes before all others, and those of the process without waiting for anybody, once they are known. */
    private static final class Loader extends ClassLoader {
        private final Copies copies;
        private final Map<String, byte[]> mine;

        private Loader(Copies copies) {
            super("storm", Copies.class.getClassLoader());
            this.copies = copies;
            mine = new HashMap<>(copies.classes);
            var brake = SnippetLoader.brake();
            mine.put(brake.getKey(), brake.getValue());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) { // the JVM's own lock: a second one could wait for it
                @Nullable Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                var bytes = mine.get(name);
                if (bytes != null) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
            }
            @Nullable Class<?> known = copies.known.get(name);
            if (known == null) {
                known = getParent().loadClass(name);
                copies.known.put(name, known);
            }
            return known;
        }
    }
}
