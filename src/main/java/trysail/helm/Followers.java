package trysail.helm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import trysail.console.Console;
import trysail.look.SessionState;
import trysail.receipt.Receipt;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.Session;

/**
 * Sees sessions in the background to their end, each on a thread of its own: prints its warnings and the receipt as
 * news, or leaves the receipt to the command that waits for it, and remembers who ended how. Thread-safe.
 */
public final class Followers {
    private static final int ENDED_KEPT = 16;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Console console;
    private final SessionContext context;
    private final Deque<Session> ended = new ArrayDeque<>();
    /** Whose end their followers have not seen: one that has just ended is nowhere else. */
    private final Set<Session> followed = new LinkedHashSet<>();

    private final Map<Session, Thread> threads = new LinkedHashMap<>();
    /** Whose receipts a command prints. */
    private final Set<Session> awaited = new HashSet<>();

    /** Whose receipts are asked for as JSON. */
    private final Set<Session> asJson = new HashSet<>();

    private final Map<String, Integer> failures = new LinkedHashMap<>();
    private final Set<String> forgiven = new HashSet<>();

    Followers(Console console, SessionContext context) {
        this.console = console;
        this.context = context;
    }

    synchronized void follow(Session session, boolean json) {
        followed.add(session);
        if (json) {
            asJson.add(session);
        }
        threads.values().removeIf(t -> !t.isAlive());
        threads.put(session, context.startVirtual("follow-" + session.name(), () -> tellEnd(session)));
    }

    /** Its receipt is to be JSON. */
    public synchronized void inJson(Session session) {
        if (followed.contains(session)) {
            asJson.add(session);
        }
    }

    private void tellEnd(Session session) {
        try {
            tellTroubles(session);
            var told = 0;
            var receipt = Optional.<Receipt>empty();
            while (receipt.isEmpty()) {
                receipt = session.awaitReceipt(SessionClock.SYSTEM.deadline(LOOK));
                var warnings = session.warnings();
                for (var w : warnings.subList(told, warnings.size())) {
                    tell(session, w);
                }
                told = warnings.size();
            }
            over(session, receipt.get()).ifPresent(console::announce);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What keeps a session that opens from its venue, as it happens. */
    private void tellTroubles(Session session) throws InterruptedException {
        var told = 0;
        var opens = true;
        while (opens) {
            var unused = session.awaitReceipt(SessionClock.SYSTEM.deadline(GLANCE));
            opens = session.state() instanceof SessionState.Opening;
            for (var all = session.troubles(); told < all.size(); told++) {
                tell(session, all.get(told));
            }
        }
    }

    private synchronized boolean isJson(Session session) {
        return asJson.contains(session);
    }

    /** Where receipts are asked for as JSON, nothing else goes where they go. */
    private void tell(Session session, String news) {
        if (isJson(session)) {
            console.complain(session.name() + ": " + news);
        } else {
            console.announce(session.name() + ": " + news + "\n");
        }
    }

    /** What its follower is to print: a command that waits for the receipt does so itself. */
    private synchronized Optional<String> over(Session session, Receipt receipt) {
        followed.remove(session);
        ended.addLast(session);
        if (ended.size() > ENDED_KEPT) {
            ended.removeFirst();
        }
        if (receipt.exitCode() != 0 && !forgiven.remove(session.name()) && failures.size() < ENDED_KEPT) {
            failures.put(session.name(), receipt.exitCode());
        }
        var text = text(receipt, asJson.remove(session));
        return awaited.contains(session) ? Optional.empty() : Optional.of(text);
    }

    private static String text(Receipt receipt, boolean json) {
        return json ? receipt.toJson() + "\n" : receipt.toText();
    }

    /** The last of those that ended, those that are followed, and {@code running}; oldest first. */
    synchronized List<Session> known(Collection<Session> running) {
        return Stream.of(ended, followed, running)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
    }

    /**
     * Has sessions end, waits for them in turn and prints each receipt: here, and not as news. Interrupted, it leaves
     * those that go on to their followers.
     *
     * @return the worst exit code
     */
    public int awaitReceipts(List<Session> ending, boolean json, Runnable request) throws InterruptedException {
        var left = new ArrayList<>(ending);
        synchronized (this) {
            awaited.addAll(ending);
        }
        try {
            request.run();
            var worst = 0;
            for (var session : ending) {
                var receipt = awaitReceipt(session);
                left.remove(session);
                console.print(text(receipt, json));
                worst = Math.max(worst, receipt.exitCode());
            }
            return worst;
        } finally {
            synchronized (this) {
                ending.forEach(awaited::remove);
            }
            left.removeIf(s -> !isEnded(s));
            left.forEach(s -> console.print(text(s.receipt().orElseThrow(), json)));
        }
    }

    private synchronized boolean isEnded(Session session) {
        return ended.contains(session) && session.receipt().isPresent();
    }

    /** Waits for a session's end, and until its follower has said what it has to say. */
    public Receipt awaitReceipt(Session session) throws InterruptedException {
        var receipt = session.await();
        Optional<Thread> follower;
        synchronized (this) {
            follower = Optional.ofNullable(threads.get(session));
        }
        if (follower.isPresent()) {
            follower.get().join();
        }
        return receipt;
    }

    /** Waits until every follower has said what it has to say: for as long as the sessions last. */
    void awaitAll() throws InterruptedException {
        List<Thread> last;
        synchronized (this) {
            last = List.copyOf(threads.values());
        }
        for (var follower : last) {
            follower.join();
        }
    }

    /** A session's exit code has been judged: it is no failure of what is run here. */
    public synchronized void forgive(Session session) {
        if (failures.remove(session.name()) == null && followed.contains(session)) {
            forgiven.add(session.name()); // its follower has not seen its end yet
        }
    }

    /** The codes of sessions that ended with another than 0, which nobody has judged; the first one first. */
    public synchronized List<Integer> failures() {
        return failures.entrySet().stream()
                .filter(f -> !forgiven.contains(f.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
