package trysail.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the JDK keeps for its own tests, and storms live by: a virtual thread with a scheduler of its own. A thread made
 * in such a thread, forks of a scope among them, has the same one.
 */
final class JdkDoor {
    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

    private final MethodHandle builder;
    private final MethodHandle scheduler;

    private JdkDoor(MethodHandle builder, MethodHandle scheduler) {
        this.builder = builder;
        this.scheduler = scheduler;
    }

    /** Opened once, by whoever is first to need it. */
    private static final class Opened {
        private static final Supplier<JdkDoor> DOOR = tried();

        private static Supplier<JdkDoor> tried() {
            try {
                var door = open(BUILDER);
                return () -> door;
            } catch (IllegalStateException shut) {
                return () -> {
                    throw new IllegalStateException(shut.getMessage(), shut);
                };
            }
        }
    }

    /**
     * The door.
     *
     * @throws IllegalStateException in one line, when this JVM keeps it shut
     */
    static JdkDoor opened() {
        return Opened.DOOR.get();
    }

    static JdkDoor open(String builderName) {
        try {
            var type = Class.forName(builderName);
            var constructor = type.getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            var thread = Class.forName("java.lang.VirtualThread");
            var scheduler = MethodHandles.privateLookupIn(thread, MethodHandles.lookup())
                    .findGetter(thread, "scheduler", Executor.class);
            return new JdkDoor(
                    MethodHandles.lookup()
                            .unreflectConstructor(constructor)
                            .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class)),
                    scheduler.asType(MethodType.methodType(Executor.class, Thread.class)));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "storms need a JDK whose virtual threads can have a scheduler of their own (21 and 25 do): this one, "
                            + Runtime.version() + ", has no " + builderName + "(Executor)",
                    e);
        } catch (RuntimeException e) { // InaccessibleObjectException
            throw new IllegalStateException(
                    "storms need a JVM started with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    /** A builder of virtual threads whose every turn is given to {@code scheduler}. */
    Thread.Builder.OfVirtual builder(Executor scheduler) {
        try {
            return (Thread.Builder.OfVirtual) builder.invokeExact(scheduler);
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual thread can be made: " + e.getMessage(), e);
        }
    }

    /** Who schedules a virtual thread. */
    Executor scheduler(Thread virtual) {
        try {
            return (Executor) scheduler.invokeExact(virtual);
        } catch (Throwable e) {
            throw new IllegalStateException("the scheduler of " + virtual + " cannot be read: " + e.getMessage(), e);
        }
    }
}
