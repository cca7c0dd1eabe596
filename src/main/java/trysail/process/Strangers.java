package trysail.process;

import java.util.List;

/**
 * What came to the process while sessions ran, and is no session's, nor the JDK's, nor the logbook's.
 *
 * @param threads platform threads that code of a session started
 * @param sockets such as {@code tcp 127.0.0.1:40123 listening}
 * @param files paths
 */
public record Strangers(List<String> threads, List<String> sockets, List<String> files) {
    /** As it should be. */
    public static final Strangers NONE = new Strangers(List.of(), List.of(), List.of());

    public boolean isEmpty() {
        return threads.isEmpty() && sockets.isEmpty() && files.isEmpty();
    }
}
