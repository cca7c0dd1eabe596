package trysail.scope;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * What a thread is at, in words read from its stack.
 *
 * @param state {@code running}, {@code waiting}, {@code blocked}, {@code ended} or {@code new}
 * @param on what it waits for and where, such as {@code socket read · WsSocket.read}; where it runs, when it does not wait
 */
public record Wait(String state, String on) {
    /** A method in which threads wait, and what for. */
    private record Sign(String type, String method, String words) {
        private boolean fits(StackTraceElement frame) {
            return frame.getClassName().equals(type) && frame.getMethodName().startsWith(method);
        }
    }

    private static final String OURS = "trysail.";
    private static final List<String> BELOW = List.of(OURS + "scope.", OURS + "stream.");

    /** The particular before the general: whoever reads a socket parks as well. */
    private static final List<Sign> SIGNS = List.of(
            sign(StopSignal.class, "await", "a request to stop"),
            sign(SessionScope.class, "join", "its tasks"),
            sign(SessionScope.class, "drain", "its tasks to end"),
            sign(Supervisor.class, "awaitVerdict", "the verdict"),
            sign(Held.class, "await", "a close"),
            sign(Opening.class, "await", "an opening"),
            sign(Gate.class, "awaitQuiet", "calls on the wire"),
            new Sign("sun.nio.ch.NioSocketImpl", "connect", "socket connect"),
            new Sign("sun.nio.ch.NioSocketImpl", "accept", "socket accept"),
            new Sign("sun.nio.ch.NioSocketImpl", "read", "socket read"),
            new Sign("sun.nio.ch.NioSocketImpl", "implRead", "socket read"),
            new Sign("sun.nio.ch.NioSocketImpl", "write", "socket write"),
            new Sign("sun.nio.ch.NioSocketImpl", "implWrite", "socket write"),
            new Sign("sun.nio.ch.FileDispatcherImpl", "force", "file sync"),
            new Sign("sun.nio.ch.UnixFileDispatcherImpl", "force", "file sync"),
            new Sign("java.net.InetAddress", "getAllByName", "name look-up"),
            new Sign("sun.nio.ch.SelectorImpl", "select", "sockets"),
            new Sign("trysail.stream.Channel", "take", "take from a channel"),
            new Sign("trysail.stream.Channel", "put", "room in a channel"),
            new Sign("java.util.concurrent.CountDownLatch", "await", "a latch"),
            new Sign("java.util.concurrent.CompletableFuture", "get", "a result"),
            new Sign("java.util.concurrent.CompletableFuture", "join", "a result"),
            new Sign("java.lang.Thread", "join", "a thread to end"),
            new Sign("java.lang.Thread", "sleep", "sleep"),
            new Sign("java.util.concurrent.locks.ReentrantLock", "lock", "a lock"),
            new Sign("java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject", "await", "a signal"),
            new Sign("java.lang.Object", "wait", "a signal"),
            new Sign("java.util.concurrent.locks.LockSupport", "park", "parked"));

    private static Sign sign(Class<?> type, String method, String words) {
        return new Sign(type.getName(), method, words);
    }

    /**
     * What a thread is at this instant. Any thread may ask of any; the one asked about is held for microseconds.
     *
     * @param names what a known object is called that threads wait on, such as a channel's condition
     */
    public static Wait of(Thread thread, Function<Object, Optional<String>> names) {
        var named = Optional.ofNullable(LockSupport.getBlocker(thread)).flatMap(names);
        var frames = thread.getStackTrace();
        var state = thread.getState();
        var words = named.or(() -> SIGNS.stream()
                .filter(sign -> Arrays.stream(frames).anyMatch(sign::fits))
                .findFirst()
                .map(Sign::words));
        return switch (state) {
            case NEW -> new Wait("new", "");
            case TERMINATED -> new Wait("ended", "");
            case BLOCKED -> new Wait("blocked", at("a monitor", frames));
            case RUNNABLE -> inSystem(frames) ? waiting(words, frames) : new Wait("running", where(frames));
            case WAITING, TIMED_WAITING -> waiting(words, frames);
        };
    }

    private static Wait waiting(Optional<String> words, StackTraceElement[] frames) {
        return new Wait("waiting", words.map(w -> at(w, frames)).orElseGet(() -> where(frames)));
    }

    /** A platform thread that waits inside the system counts as running. */
    private static boolean inSystem(StackTraceElement[] frames) {
        return frames.length > 0
                && frames[0].isNativeMethod()
                && frames[0].getClassName().startsWith("sun.nio.ch.");
    }

    /** What is waited for, and the method of a room in which it is; within this floor the words say enough. */
    private static String at(String words, StackTraceElement[] frames) {
        return inRooms(frames).map(f -> words + " · " + name(f)).orElse(words);
    }

    private static Optional<StackTraceElement> inRooms(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .filter(f -> f.getClassName().startsWith(OURS))
                .filter(f -> BELOW.stream().noneMatch(f.getClassName()::startsWith))
                .findFirst();
    }

    private static String where(StackTraceElement[] frames) {
        return inRooms(frames)
                .or(() -> Arrays.stream(frames).findFirst())
                .map(Wait::name)
                .orElse("");
    }

    /** {@code Coordinator.run}: without packages, and a lambda as the method it is in. */
    private static String name(StackTraceElement frame) {
        var type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
        var method = frame.getMethodName();
        var plain = method.startsWith("lambda$") ? method.split("\\$", -1)[1] : method;
        return type.replace('$', '.') + "." + plain;
    }
}
