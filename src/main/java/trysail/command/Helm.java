package trysail.command;

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
import trysail.order.OnStop;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.BadInput;
import trysail.session.Nearest;
import trysail.session.Receipt;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;

/**
 * Where somebody steers from: the sessions of this process, the one that commands act on, and the console that answers.
 * Sessions belong to the process: they go on whoever is at the helm. Thread-safe.
 */
public final class Helm {
    /** Who is at the helm. */
    public enum Mode {
        /** One command, then the process ends: a session runs in the foreground. */
        COMMAND,
        /** A file or a pipe: sessions run in the background until its end. */
        SCRIPT,
        /** A person at the prompt. */
        PROMPT
    }

    private static final int ENDED_KEPT = 16;

    private final Sessions sessions;
    private final Signals signals;
    private final Console console;
    private final Mode mode;
    private final SessionContext context = SessionContext.standalone("helm");
    private final Deque<Session> ended = new ArrayDeque<>();
    /** Whose end their followers have not seen: one that has just ended is nowhere else. */
    private final Set<Session> followed = new LinkedHashSet<>();

    private final List<Thread> followers = new ArrayList<>();
    private final Aliases aliases;
    private final Set<Session> awaited = new HashSet<>();
    private Optional<String> current = Optional.empty();
    private final Map<String, Integer> failures = new LinkedHashMap<>();
    private final Set<String> forgiven = new HashSet<>();
    private final Deque<Runnable> onInterrupt = new ArrayDeque<>();
    private Optional<OnStop> onLeaving = Optional.empty();
    private Page page = Page.first();

    public Helm(Sessions sessions, Signals signals, Console console, Mode mode) {
        this.sessions = sessions;
        this.signals = signals;
        this.console = console;
        this.mode = mode;
        aliases =
                mode == Mode.PROMPT ? Aliases.kept(SessionSpec.paper().journal().resolve("aliases")) : Aliases.none();
    }

    public Sessions sessions() {
        return sessions;
    }

    public Console console() {
        return console;
    }

    public Mode mode() {
        return mode;
    }

    Signals signals() {
        return signals;
    }

    /** What short words stand for. */
    Aliases aliases() {
        return aliases;
    }

    /** Starts a session in the background; it becomes the current one, and its receipt is printed when it ends. */
    public Session begin(SessionSpec spec, boolean json) {
        var session = sessions.start(mode == Mode.PROMPT ? spec.logCopy(new Announced()) : spec);
        follow(session, json);
        return session;
    }

    /** A session that was started elsewhere, such as in a shell, is treated as one that was started here. */
    void adopt(Session session) {
        follow(session, false);
    }

    private synchronized void follow(Session session, boolean json) {
        followed.add(session);
        current = Optional.of(session.name());
        followers.removeIf(t -> !t.isAlive());
        followers.add(context.startVirtual("follow-" + session.name(), () -> tellEnd(session, json)));
    }

    /** A thread of the process's own, that does not keep it alive. */
    Thread startPlatform(String name, Runnable body) {
        return context.startPlatform(name, body);
    }

    private void tellEnd(Session session, boolean json) {
        try {
            var receipt = session.await();
            if (over(session, receipt)) {
                console.announce(json ? receipt.toJson() + "\n" : receipt.toText());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether its receipt is for its follower to print: a command that waits for it does so itself. */
    private synchronized boolean over(Session session, Receipt receipt) {
        followed.remove(session);
        ended.addLast(session);
        if (ended.size() > ENDED_KEPT) {
            ended.removeFirst();
        }
        if (receipt.exitCode() != 0 && failures.size() < ENDED_KEPT) {
            failures.put(session.name(), receipt.exitCode());
        }
        return !awaited.contains(session);
    }

    /** Those that run and the last of those that ended, oldest first. */
    public List<Session> known() {
        synchronized (this) {
            return Stream.of(ended, followed, sessions.running())
                    .flatMap(Collection::stream)
                    .distinct()
                    .toList();
        }
    }

    /** Log lines as news: above the line that is being typed. */
    private final class Announced implements Appendable {
        @Override
        public Appendable append(CharSequence lines) {
            console.announce(lines.toString());
            return this;
        }

        @Override
        public Appendable append(CharSequence lines, int start, int end) {
            return append(lines.subSequence(start, end));
        }

        @Override
        public Appendable append(char c) {
            return append(String.valueOf(c));
        }
    }

    /** The session that commands act on: the one last chosen while it is known, else the one started last. */
    public Optional<Session> current() {
        var all = known();
        synchronized (this) {
            return current.flatMap(name ->
                            all.stream().filter(s -> s.name().equals(name)).findFirst())
                    .or(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()));
        }
    }

    /** Chooses the session that commands act on. */
    public synchronized void use(Session session) {
        current = Optional.of(session.name());
    }

    /**
     * A session by its name, the latest by its name without the number, or the current one for an empty name.
     *
     * @throws BadInput when there is none
     */
    public Session pick(String name) {
        if (name.isEmpty()) {
            return current()
                    .orElseThrow(() -> new BadInput("no session runs here: start one, such as: start paper 60s"));
        }
        var all = known();
        return all.stream()
                .filter(s -> s.name().equals(name)
                        || s.name().replaceFirst("-\\d+$", "").equals(name))
                .reduce((older, newer) -> older.name().equals(name) ? older : newer)
                .orElseThrow(() -> new BadInput("no session '" + name + "' here"
                        + Nearest.to(name, all.stream().map(Session::name).toList())
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse("; see sessions")));
    }

    /**
     * Has sessions end, waits for them in turn and prints each receipt: here, and not as news. Interrupted, it leaves
     * those that go on to their followers.
     *
     * @return the worst exit code
     */
    int awaitReceipts(List<Session> ending, boolean json, Runnable request) throws InterruptedException {
        var left = new ArrayList<>(ending);
        synchronized (this) {
            awaited.addAll(ending);
        }
        try {
            request.run();
            var worst = 0;
            for (var session : ending) {
                var receipt = session.await();
                joinFollower(session);
                left.remove(session);
                printReceipt(receipt, json);
                worst = Math.max(worst, receipt.exitCode());
            }
            return worst;
        } finally {
            synchronized (this) {
                ending.forEach(awaited::remove);
            }
            left.removeIf(s -> !isEnded(s));
            left.forEach(s -> printReceipt(s.receipt().orElseThrow(), json));
        }
    }

    private synchronized boolean isEnded(Session session) {
        return ended.contains(session) && session.receipt().isPresent();
    }

    private void printReceipt(Receipt receipt, boolean json) {
        console.print(json ? receipt.toJson() + "\n" : receipt.toText());
    }

    /** What a follower has to say comes before the receipt. */
    private void joinFollower(Session session) throws InterruptedException {
        Optional<Thread> follower;
        synchronized (this) {
            follower = followers.stream()
                    .filter(t -> t.getName().endsWith("/follow-" + session.name()))
                    .findFirst();
        }
        if (follower.isPresent()) {
            follower.get().join();
        }
    }

    /** What the lines that run now have in common. */
    synchronized Page page() {
        return page;
    }

    /** Opens a page; returns the one that was open. */
    synchronized Page turn(Page other) {
        var before = page;
        page = other;
        return before;
    }

    /** A session's exit code has been judged: it is no failure of what is run here. */
    synchronized void forgive(Session session) {
        forgiven.add(session.name());
    }

    /** Waits for a session's end, and until its receipt has been printed as news. */
    Receipt awaitReceipt(Session session) throws InterruptedException {
        var receipt = session.await();
        joinFollower(session);
        return receipt;
    }

    /** No more commands after this one, of the script that says so or of the prompt. */
    public void leave(int code) {
        page().leave(code);
    }

    /** As {@link #leave(int)}; the sessions that still run then stop with this policy, whatever they were told before. */
    public synchronized void leave(int code, OnStop policy) {
        leave(code);
        onLeaving = Optional.of(policy);
    }

    /** What {@link #interruptible} gives: to be closed when the wait is over. */
    public interface Interruptible extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * While a command waits for something: what Ctrl+C does instead of interrupting the command's thread. The last one
     * given goes first. It is called on the thread of a signal: it must not block.
     */
    public Interruptible interruptible(Runnable whenInterrupted) {
        synchronized (this) {
            onInterrupt.push(whenInterrupted);
        }
        return () -> {
            synchronized (this) {
                onInterrupt.remove(whenInterrupted);
            }
        };
    }

    /** Ctrl+C while a command runs: does what that command wants done; false when it wants nothing of its own. */
    public boolean interrupted() {
        Optional<Runnable> first;
        synchronized (this) {
            first = Optional.ofNullable(onInterrupt.peek());
        }
        first.ifPresent(Runnable::run);
        return first.isPresent();
    }

    /** The code to end with, once somebody asked to leave. */
    public Optional<Integer> leaving() {
        return page().leaving();
    }

    /**
     * Stops every session and waits until their receipts are printed; bounded by their stops.
     *
     * @return the first code of a session that was not 0
     */
    public int stopAll(StopReason reason) throws InterruptedException {
        Optional<OnStop> policy;
        synchronized (this) {
            policy = onLeaving;
        }
        sessions.running().forEach(s -> s.stop(reason, policy, Optional.empty()));
        sessions.stopAll(reason);
        List<Thread> last;
        synchronized (this) {
            last = List.copyOf(followers);
        }
        for (var follower : last) {
            follower.join();
        }
        return failures().stream().findFirst().orElse(0);
    }

    /** The codes of sessions that ended with another than 0, which nobody has judged; the first one first. */
    synchronized List<Integer> failures() {
        return failures.entrySet().stream()
                .filter(f -> !forgiven.contains(f.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
