package library;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import trysail.Trysail;

/** One session inside somebody else's program, which afterwards is as it was before. */
public final class Library {
    private Library() {}

    /** What belongs to the whole process. */
    private record Footprint(Map<?, ?> signalHandlers, Set<?> shutdownHooks) {
        static Footprint now() throws ReflectiveOperationException {
            var signals = (Map<?, ?>) hidden("jdk.internal.misc.Signal", "handlers");
            var hooks = (Map<?, ?>) hidden("java.lang.ApplicationShutdownHooks", "hooks");
            return new Footprint(Map.copyOf(signals), Set.copyOf(hooks.keySet()));
        }

        private static Object hidden(String type, String name) throws ReflectiveOperationException {
            var field = Class.forName(type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        }
    }

    /** Threads that would keep the program from ending. */
    private static List<Thread> keepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !t.isDaemon() && t != Thread.currentThread())
                .toList();
    }

    public static void main(String[] folder) throws Exception {
        LogManager.getLogManager(); // has a shutdown hook of the JDK's own
        var before = Footprint.now();
        try (var session = Trysail.start(Trysail.paper("2s").journal(Path.of(folder[0])))) {
            var receipt = session.await();
            System.out.println((receipt.left().isEmpty() ? "library ok exit " : "library left something, exit ")
                    + receipt.exitCode());
        }
        if (!Footprint.now().equals(before)) {
            System.out.println("installed something: " + before + " became " + Footprint.now());
        }
        if (!keepers().isEmpty()) {
            System.out.println("keeps the program from ending: " + keepers());
        }
    }
}
