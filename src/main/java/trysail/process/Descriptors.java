package trysail.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import trysail.words.BadInput;

/** How many files and sockets this process may have open at once: a session that runs out of them cannot even stop well. */
public final class Descriptors {
    /** Streams, orders in parallel, journal, the stop's own clients, an embedded exchange with the other end of each. */
    private static final long A_SESSION = 40;

    private Descriptors() {}

    /** @throws BadInput when there is no room for another session, with what to do */
    public static void check() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            check(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount());
        }
    }

    static void check(long open, long most) {
        if (open >= 0 && most > 0 && most - open < A_SESSION) {
            throw new BadInput("this process may have " + most + " files and sockets open at once, and has " + open
                    + ": a session takes up to " + A_SESSION + " more; allow more first: ulimit -n 1024");
        }
    }
}
