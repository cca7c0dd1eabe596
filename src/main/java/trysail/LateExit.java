package trysail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Sessions;

/**
 * An exit that somebody else started, such as a library that calls {@code System.exit}: the sessions are stopped all the
 * same, the receipt is printed, and the process ends with its code. Belongs to {@code main} alone.
 */
final class LateExit {
    /** What printing the last words may take. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Sessions sessions;
    private volatile int code;

    private LateExit(Sessions sessions) {
        this.sessions = sessions;
    }

    static LateExit watch(Sessions sessions) {
        var exit = new LateExit(sessions);
        SessionContext.onExit("trysail/exit", exit::run);
        return exit;
    }

    /** The command has printed its last word and ends the process with this code. */
    void ours(int exitCode) {
        code = exitCode;
        over.countDown();
    }

    private void run() {
        if (over.getCount() == 0 && sessions.running().isEmpty()) {
            return;
        }
        try {
            var receipts = sessions.stopAll(new StopReason.StopRequested("an exit of the process"));
            if (receipts.isEmpty()) {
                return; // a command without a session has nothing to finish
            }
            var worst = receipts.stream().mapToInt(r -> r.exitCode()).max().orElse(0);
            var told = over.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().halt(told ? code : worst); // System.exit would wait for this very hook
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
