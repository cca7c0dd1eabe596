package trysail.hand;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.console.Console;
import trysail.scope.Deadline;
import trysail.scope.ExitCode;
import trysail.scope.SessionContext;
import trysail.words.BadInput;
import trysail.words.Nearest;

/** Commands for sessions of other processes of this user: finds the process, has it act, and prints what it says. */
public final class Elsewhere {
    private static final Set<String> POLICIES = Set.of("keep", "cancel", "flatten");
    private static final Set<String> WITH_VALUE = Set.of("--within", "--after-fills", "--session");
    private static final String ALL = "all";
    private static final String JOURNAL = "--journal";
    private static final int LONGEST_ANSWER = 4 << 20;

    private final SessionContext context = SessionContext.standalone("elsewhere");
    private final Console console;

    public Elsewhere(Console console) {
        this.console = console;
    }

    /** Whether a command line is one of those that look at or steer sessions of other processes. */
    public static boolean takes(List<String> words) {
        return !words.isEmpty()
                && Reach.COMMANDS.contains(words.getFirst())
                && words.stream().noneMatch(w -> w.equals("--help") || w.equals("-h") || w.equals("-V"));
    }

    /** A process, and the sessions that it runs. */
    private record Host(Reach.Socket socket, List<Said.Running> running) {}

    /** A command as it goes there, and of which journal directory its session is to be. */
    private record Command(List<String> words, Optional<Path> journal) {
        static Command of(List<String> given) {
            var words = new ArrayList<String>();
            var journal = Optional.<Path>empty();
            for (var i = 0; i < given.size(); i++) {
                var word = given.get(i);
                if (word.equals(JOURNAL) && i + 1 < given.size()) {
                    journal = Optional.of(Path.of(given.get(++i)));
                } else if (word.startsWith(JOURNAL + "=")) {
                    journal = Optional.of(Path.of(word.substring(JOURNAL.length() + 1)));
                } else {
                    words.add(word);
                }
            }
            return new Command(List.copyOf(words), journal);
        }

        /** The session it names, if it names one. */
        Optional<String> session() {
            for (var i = 1; i < words.size(); i++) {
                var word = words.get(i);
                if (word.equals("--session") && i + 1 < words.size()) {
                    return Optional.of(words.get(i + 1));
                }
                if (word.startsWith("--session=")) {
                    return Optional.of(word.substring("--session=".length()));
                }
                if (WITH_VALUE.contains(word)) {
                    i++;
                } else if (!word.startsWith("-") && !POLICIES.contains(word)) {
                    return Optional.of(word);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Has it done where the session runs.
     *
     * @return the exit code there
     * @throws BadInput when no process has such a session, or several have
     */
    public int run(List<String> given) {
        var command = Command.of(given);
        var gone = new ArrayList<Long>();
        var found = new ArrayList<Host>();
        for (var socket : Reach.all()) {
            ask(socket, List.of(), Reach.SHORT_SILENCE)
                    .ifPresentOrElse(a -> found.add(new Host(socket, a.running())), () -> {
                        if (socket.stale() && removed(socket)) {
                            gone.add(socket.process());
                        }
                    });
        }
        var all = found.stream()
                .map(p -> new Host(p.socket, mine(p.running, command)))
                .filter(p -> !p.running.isEmpty())
                .toList();
        if (all.isEmpty()) {
            throw new BadInput(nobody(command, gone));
        }
        var code = ExitCode.OK;
        for (var process : chosen(all, command)) {
            for (var words : lines(process, command)) {
                var one = act(process, words);
                code = code == ExitCode.OK ? one : code; // the first that went wrong, and all are tried
            }
        }
        return code;
    }

    /** A look that names no session is one at each. */
    private static List<List<String>> lines(Host process, Command command) {
        if (!Reach.LOOKS.contains(command.words().getFirst())
                || command.session().isPresent()) {
            return List.of(command.words());
        }
        return process.running.stream()
                .map(r -> Stream.concat(command.words().stream(), Stream.of("--session", r.session()))
                        .toList())
                .toList();
    }

    private static boolean removed(Reach.Socket socket) {
        try {
            return Files.deleteIfExists(socket.path());
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Said.Running> mine(List<Said.Running> running, Command command) {
        return command.journal()
                .map(j -> j.toAbsolutePath().normalize().toString())
                .map(j -> running.stream().filter(r -> r.journal().equals(j)).toList())
                .orElse(running);
    }

    private static String nobody(Command command, List<Long> gone) {
        var where = command.journal()
                .map(j -> " with the journal directory '" + j + "'")
                .orElse("");
        var left = gone.isEmpty()
                ? ""
                : "; process " + gone.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " is gone and had left its socket, which is removed: the next start deals with what it left";
        return "no session of yours runs on this machine" + where + left
                + "; start one, such as: trysail start paper 60s";
    }

    /** Those that the command is for: the one that has the session, or all of them where all are meant. */
    private static List<Host> chosen(List<Host> all, Command command) {
        var name = command.session();
        if (command.words().getFirst().equals("sessions") || name.equals(Optional.of(ALL))) {
            return all;
        }
        if (name.isEmpty()) {
            var many = all.stream().mapToInt(p -> p.running.size()).sum();
            if (many > 1 && !Reach.LOOKS.contains(command.words().getFirst())) {
                throw new BadInput("which session? " + names(all) + ": say its name after "
                        + command.words().getFirst());
            }
            return all;
        }
        var having = all.stream()
                .filter(p -> p.running.stream().anyMatch(r -> is(r, name.get())))
                .toList();
        if (having.isEmpty()) {
            var known = all.stream()
                    .flatMap(p -> p.running.stream())
                    .map(Said.Running::session)
                    .toList();
            throw new BadInput("no session '" + name.get() + "' runs"
                    + Nearest.to(name.get(), known)
                            .map(n -> "; did you mean '" + n + "'?")
                            .orElse("")
                    + "; there is " + names(all));
        }
        if (having.size() > 1) {
            throw new BadInput(
                    "several sessions '" + name.get() + "' run, " + names(having) + ": say which with --journal DIR");
        }
        return having;
    }

    private static boolean is(Said.Running running, String name) {
        return running.session().equals(name)
                || running.session().replaceFirst("-\\d+$", "").equals(name);
    }

    private static String names(List<Host> all) {
        return all.stream()
                .flatMap(p -> p.running.stream()
                        .map(r -> r.session() + " (process " + p.socket.process() + ", " + r.journal() + ")"))
                .collect(Collectors.joining(", "));
    }

    private int act(Host process, List<String> words) {
        var answer = ask(process.socket, words, Reach.SILENCE);
        if (answer.isEmpty()) {
            console.complain("process " + process.socket.process()
                    + " has not answered: it ended first, is stopped, or hangs;" + " trysail history has the receipts");
            return ExitCode.FAILED;
        }
        if (!answer.get().out().isEmpty()) {
            console.print(answer.get().out());
        }
        answer.get().complaints().forEach(console::complain);
        return answer.get().code();
    }

    /** Empty when nobody answers, or is silent for so long. What is asked may take longer: a stop is bounded by itself. */
    private Optional<Said.Answer> ask(Reach.Socket socket, List<String> words, Duration silence) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            var heard = new AtomicReference<>(context.clock().deadline(silence));
            var watch = context.startVirtual("silence", () -> cutWhenSilent(channel, heard));
            try {
                if (!channel.connect(socket.address())) {
                    return Optional.empty();
                }
                var paper = console.paper();
                Lines.write(channel, Said.line(new Said.Question(words, paper.columns(), paper.unicode())));
                return Lines.read(
                                channel,
                                LONGEST_ANSWER,
                                () -> heard.set(context.clock().deadline(silence)))
                        .flatMap(Said::answer);
            } finally {
                watch.interrupt();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void cutWhenSilent(SocketChannel channel, AtomicReference<Deadline> heard) {
        try {
            while (!heard.get().expired()) {
                context.clock().sleep(heard.get().remaining());
            }
            channel.close();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
