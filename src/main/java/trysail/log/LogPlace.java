package trysail.log;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.function.Consumer;
import trysail.disk.Disk;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** Where the logs of sessions are kept: a directory, or memory. Thread-safe. */
public interface LogPlace {
    /** Its name in messages. */
    Path directory();

    /** Starts a thread that may read and write here. */
    Thread start(SessionContext context, String name, Runnable body);

    /** One piece of work that reads or writes here, awaited until the deadline; see {@link Disk#call}. */
    <T> T call(
            SessionContext context, String name, Path path, Deadline deadline, Disk.Work<T> work, Consumer<T> unclaimed)
            throws InterruptedException;

    /** Opens the log of a session, to add to it. */
    Writer log(String session) throws IOException;

    /** Puts a session's log, which nobody has open, aside: {@code files} are kept at the most, the next one counted in. */
    void turn(String session, int files) throws IOException;
}
