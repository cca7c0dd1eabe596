package trysail.helm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import trysail.console.Announcements;
import trysail.console.Console;
import trysail.console.Signals;
import trysail.order.OnStop;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.session.Sessions;
import trysail.words.BadInput;
import trysail.words.Nearest;

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

    private final Sessions sessions;
    private final Signals signals;
    private final Console console;
    private final Mode mode;
    private final SessionContext context = SessionContext.standalone("helm");
    private final Followers followers;
    private final Aliases aliases;
    private final Deque<Runnable> onInterrupt = new ArrayDeque<>();
    private Optional<String> current = Optional.empty();
    private ScriptState page = ScriptState.first();

    /**
     * At the prompt aliases are kept in a file; elsewhere they end with the process.
     *
     * @param isCommand whether a word is a command's name, which no alias may take
     */
    public Helm(Sessions sessions, Signals signals, Console console, Mode mode, Predicate<String> isCommand) {
        this.sessions = sessions;
        this.signals = signals;
        this.console = console;
        this.mode = mode;
        followers = new Followers(console, context);
        aliases = mode == Mode.PROMPT
                ? Aliases.kept(SessionSpec.paper().journal().resolve("aliases"), isCommand)
                : Aliases.none(isCommand);
    }

    /** Every session of this process, whoever started it. */
    public Sessions sessions() {
        return sessions;
    }

    /** Where answers go. */
    public Console console() {
        return console;
    }

    /** Who is at the helm. */
    public Mode mode() {
        return mode;
    }

    /** Signals to the process, for whoever listens last. */
    public Signals signals() {
        return signals;
    }

    /** What short words stand for. */
    public Aliases aliases() {
        return aliases;
    }

    /** Starts a session in the background; it becomes the current one, and its receipt is printed when it ends. */
    public Session begin(SessionSpec spec, boolean json) {
        var session = sessions.start(mode == Mode.PROMPT ? spec.logCopy(new Announcements(console)) : spec);
        follow(session, json);
        return session;
    }

    /** A session that was started elsewhere, such as in a shell, is treated as one that was started here. */
    public void adopt(Session session) {
        follow(session, false);
    }

    private void follow(Session session, boolean json) {
        followers.follow(session, json);
        use(session);
    }

    /** Those who see background sessions to their end. */
    public Followers followers() {
        return followers;
    }

    /** A thread of the process's own, that does not keep it alive. */
    public Thread startPlatform(String name, Runnable body) {
        return context.startPlatform(name, body);
    }

    /** Those that run and the last of those that ended, oldest first. */
    public List<Session> known() {
        return followers.known(sessions.running());
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

    /** As {@link #pick}, to be steered: without a name one that runs, if any does. */
    public Session pickToSteer(String name) {
        var running = sessions.running();
        return name.isEmpty() && !running.isEmpty()
                ? current().filter(running::contains).orElseGet(running::getLast)
                : pick(name);
    }

    /** What the lines that run now have in common. */
    public synchronized ScriptState page() {
        return page;
    }

    /** Opens a page; returns the one that was open. */
    public synchronized ScriptState turn(ScriptState other) {
        var before = page;
        page = other;
        return before;
    }

    /** No more commands after this one, of the script that says so or of the prompt. */
    public void leave(int code) {
        page().leave(code);
    }

    /** As {@link #leave(int)}; the sessions that still run then stop with this policy, whatever they were told before. */
    public void leave(int code, OnStop policy) {
        page().leave(code, policy);
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
        sessions.stopAll(reason, page().leavingPolicy());
        followers.awaitAll();
        return followers.failures().stream().findFirst().orElse(0);
    }
}
