package trysail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Sessions;

/**
 * An exit that somebody else started, such as a library that calls {@code System.exit}: the sessions are stopped all the
 * same, the receipt is printed, and the process ends with its code. Where {@code main} has ended, shutdown hooks that do not
 * end hold the process for two seconds and no longer. Belongs to {@code main} alone.
 */
final class LateExit {
    /** What printing the last words may take. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** What all shutdown hooks of the process may take. */
    private static final Duration HOOKS = Duration.ofSeconds(2);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Sessions sessions;
    private volatile int code;

    private LateExit(Sessions sessions) {
        this.sessions = sessions;
    }

    static LateExit watch(Sessions sessions) {
        var exit = new LateExit(sessions);
        SessionContext.onExit("trysail/exit", exit::run);
        var unused = SessionContext.standalone("trysail").startPlatform("halt", exit::haltWhenOver);
        return exit;
    }

    /** The command has printed its last word and ends the process with this code. */
    void ours(int exitCode) {
        code = exitCode;
        over.countDown();
    }

    /** Shutdown hooks may be anybody's, and may not end: the process does, soon after its last word. */
    private void haltWhenOver() {
        while (over.getCount() > 0) {
            awaitOver();
        }
        var until = SessionClock.SYSTEM.deadline(HOOKS);
        while (!until.expired()) {
            try {
                SessionClock.SYSTEM.sleep(until.remaining());
            } catch (InterruptedException e) {
                continue;
            }
        }
        Runtime.getRuntime().halt(code);
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            // whoever interrupts this thread has no business with it
        }
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
