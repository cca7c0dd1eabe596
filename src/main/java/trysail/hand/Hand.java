package trysail.hand;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import trysail.command.Catalogue;
import trysail.command.Commands;
import trysail.console.Signals;
import trysail.helm.Helm;
import trysail.scope.Deadline;
import trysail.scope.ExitCode;
import trysail.scope.Ledger;
import trysail.scope.SessionContext;
import trysail.session.Sessions;

/**
 * This process's own socket: commands that come over it act on its sessions as if they were typed here. Its file is for
 * its user alone; what is asked is one line, answered by one, within bounds. Belongs to a process with a {@code main} of
 * ours: it is opened before the first session and closed after the last. Thread-safe.
 */
public final class Hand implements AutoCloseable {
    /** What a caller may take to say what it wants, and to take the answer. */
    private static final Duration CALLER = Duration.ofSeconds(2);

    /** What answers under way are given at the end: a receipt that somebody waits for among them. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final int MOST_CALLERS = 16;

    private final SessionContext context = SessionContext.standalone("hand");
    private final Sessions sessions;
    private final Signals signals;
    private final Reach.Socket socket;
    private final ServerSocketChannel server;
    private final Ledger.Entry entry;
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Hand(Sessions sessions, Signals signals, Reach.Socket socket, ServerSocketChannel server) {
        this.sessions = sessions;
        this.signals = signals;
        this.socket = socket;
        this.server = server;
        entry = context.ledger().open(Ledger.Kind.PORT, "hand " + socket.path().getFileName());
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when there is no place for the socket; the message says why
     */
    public static Hand open(Sessions sessions, Signals signals) throws IOException {
        var socket = Reach.own();
        var unused = Files.deleteIfExists(socket.path()); // of an earlier process of the same number
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(socket.address());
            if (socket.path().getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket.path(), PosixFilePermissions.fromString("rw-------"));
            }
            var hand = new Hand(sessions, signals, socket, server);
            var listener = hand.context.startVirtual("listen", hand::listen);
            hand.callers.add(listener);
            return hand;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen() {
        while (!closed.get()) {
            try {
                var caller = server.accept();
                callers.removeIf(t -> !t.isAlive());
                if (callers.size() > MOST_CALLERS) {
                    caller.close();
                    continue;
                }
                callers.add(context.startVirtual("caller", () -> serve(caller)));
            } catch (IOException e) {
                return; // closed; or there is nothing left to listen on
            }
        }
    }

    private void serve(SocketChannel caller) {
        try (caller) {
            var asked = bounded(caller, () -> Lines.read(caller, Reach.LONGEST, () -> {}));
            var answer = asked.flatMap(Said::question)
                    .map(q -> beating(caller, q))
                    .orElseGet(() -> new Said.Answer(List.of(), "", List.of("no question was asked"), ExitCode.USAGE));
            bounded(caller, () -> {
                Lines.write(caller, Said.line(answer));
                return true;
            });
        } catch (IOException e) {
            // the caller has gone, or said nothing in time
        }
    }

    /** What is asked may take its time: an empty line each second says that it is being done. */
    private Said.Answer beating(SocketChannel caller, Said.Question asked) {
        var beat = context.startVirtual("caller-beat", () -> {
            try {
                while (true) {
                    context.clock().sleep(Reach.BEAT);
                    Lines.write(caller, "\n");
                }
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            } catch (IOException gone) {
                // the command goes on: it was asked for
            }
        });
        try {
            return answer(asked);
        } finally {
            beat.interrupt();
            join(beat, context.clock().deadline(CALLER));
        }
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Whoever takes longer than a caller may is cut off: nobody waits here for a peer that does nothing. */
    private <T> T bounded(SocketChannel caller, Exchange<T> exchange) throws IOException {
        var watch = context.startVirtual("caller-time", () -> {
            try {
                context.clock().sleep(CALLER);
                caller.close();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // closed all the same
            }
        });
        try {
            return exchange.run();
        } finally {
            watch.interrupt();
        }
    }

    private Said.Answer answer(Said.Question asked) {
        var console = new Kept(asked.columns(), asked.unicode());
        var code = ExitCode.OK;
        if (!asked.words().isEmpty()) {
            if (!Reach.COMMANDS.contains(asked.words().getFirst())) {
                return new Said.Answer(
                        running(),
                        "",
                        List.of("'" + asked.words().getFirst() + "' cannot be asked from elsewhere"),
                        ExitCode.USAGE);
            }
            var helm = new Helm(sessions, signals, console, Helm.Mode.SCRIPT, Catalogue::has);
            code = new Commands(helm, Map.of()).run(asked.words());
        }
        return new Said.Answer(running(), console.out(), console.complaints(), code);
    }

    private List<Said.Running> running() {
        return sessions.running().stream()
                .map(s -> new Said.Running(
                        s.name(),
                        s.spec().journal().toAbsolutePath().normalize().toString()))
                .toList();
    }

    /** Listens no more, and lets answers under way be heard; within a second. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.close();
            var unused = Files.deleteIfExists(socket.path());
        } catch (IOException e) {
            // a later start finds that nobody listens there
        }
        var soon = context.clock().deadline(LAST_WORDS);
        for (var caller : callers) {
            join(caller, soon);
        }
        callers.forEach(Thread::interrupt);
        entry.close();
    }

    private void join(Thread thread, Deadline by) {
        try {
            context.clock().join(thread, by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it listens, for who looks: empty once it is closed. */
    public Optional<String> place() {
        return closed.get() ? Optional.empty() : Optional.of(socket.path().toString());
    }
}
