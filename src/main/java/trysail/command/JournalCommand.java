package trysail.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.disk.JournalException;
import trysail.helm.Helm;
import trysail.journal.JournalReader;
import trysail.journal.JournalReader.Line;
import trysail.look.SessionState;
import trysail.past.SessionByName;
import trysail.picture.JournalText;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.session.Session;
import trysail.words.BadInput;

/** {@code journal}: what a session wrote down, and the story of one order. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tells one order's story from a session's journal; without an order, the last entries.",
        footer = {
            "",
            "Examples:",
            "  journal                      the last 20 entries of the current session",
            "  journal 1-17                 the one order whose id contains 1-17",
            "  journal -f                   entries as they come, until the session ends",
            "  journal --session paper-3    of a session that ended, today or last week",
            "  journal prune --keep 20      deletes the files of all but the latest twenty sessions"
        })
final class JournalCommand implements Callable<Integer> {
    private static final Duration READING = Duration.ofSeconds(5);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int SHOWN = 8;

    private final Helm helm;
    private final SessionContext context = SessionContext.standalone("journal");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ORDER",
            description = "a client order id, or a part of it that no other one has")
    private String order = "";

    @Mixin
    private SessionByName session = new SessionByName();

    @Option(names = "--last", paramLabel = "N", description = "how many entries", defaultValue = "20")
    private int last;

    @Option(
            names = {"-w", "-f", "--watch", "--follow"},
            description = "go on with what comes, until a key is pressed or the session ends")
    private boolean follow;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    JournalCommand(Helm helm) {
        this.helm = helm;
    }

    /** A journal: whose, and where. */
    private record Source(String session, Path directory) {}

    @Override
    public Integer call() throws InterruptedException {
        if (last < 1 || last > 100_000) {
            throw new BadInput("--last " + last + " must be between 1 and 100000");
        }
        var found = session.find(helm);
        var source = new Source(found.name(), found.directory());
        try {
            if (order.isEmpty()) {
                entries(source);
            } else {
                story(source, one(source));
            }
        } catch (JournalException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static Deadline soon() {
        return SessionClock.SYSTEM.deadline(READING);
    }

    private String one(Source from) throws InterruptedException {
        var ids = JournalReader.ordersLike(context, from.directory, from.session, order, SHOWN + 1, soon());
        if (ids.contains(order)) {
            return order;
        }
        if (ids.isEmpty()) {
            throw new BadInput("no order of " + from.session + " has '" + order + "' in its id; see journal");
        }
        if (ids.size() > 1) {
            var some = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
            throw new BadInput("'" + order + "' is in the ids of several orders of " + from.session + ": " + some
                    + (ids.size() > SHOWN ? ", …" : ""));
        }
        return ids.getFirst();
    }

    private void story(Source from, String id) throws InterruptedException {
        if (follow && helm.console().interactive() && !json) {
            helm.console().live(() -> picture(() -> storyText(from, id)), EVERY);
            return;
        }
        var told = JournalReader.story(context, from.directory, from.session, id, soon());
        print(told, JournalText.story(id, told, helm.console().paper()));
        if (follow) {
            follow(
                    from,
                    told.getLast().number(),
                    line -> line.order().filter(id::equals).isPresent());
        }
    }

    private String storyText(Source from, String id) throws InterruptedException {
        var told = JournalReader.story(context, from.directory, from.session, id, soon());
        return JournalText.story(id, told, helm.console().paper());
    }

    private void entries(Source from) throws InterruptedException {
        if (follow && helm.console().interactive() && !json) {
            var most = Math.min(last, Math.max(1, helm.console().paper().rows() - 3));
            helm.console().live(() -> picture(() -> entriesText(from, most)), EVERY);
            return;
        }
        var lines = JournalReader.last(context, from.directory, from.session, last, soon());
        print(lines, JournalText.entries(lines, helm.console().paper()));
        if (follow) {
            follow(from, lines.isEmpty() ? 0 : lines.getLast().number(), line -> true);
        }
    }

    private String entriesText(Source from, int most) throws InterruptedException {
        return JournalText.entries(
                JournalReader.last(context, from.directory, from.session, most, soon()),
                helm.console().paper());
    }

    private interface Drawing {
        String draw() throws InterruptedException;
    }

    private static String picture(Drawing drawing) {
        try {
            return drawing.draw();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (JournalException e) {
            return e.getMessage() + "\n";
        }
    }

    private void print(List<Line> lines, String text) {
        helm.console().print(json ? JournalText.json(lines) : text);
    }

    private interface Wanted {
        boolean is(Line line);
    }

    /** Goes on until the session has ended and everything it wrote was shown. */
    private void follow(Source from, long since, Wanted wanted) throws InterruptedException {
        var seen = since;
        var goesOn = true;
        while (goesOn && !helm.console().gone()) {
            goesOn = isRunning(from.session); // asked before the last look
            var more = JournalReader.after(context, from.directory, from.session, seen, soon());
            if (!more.isEmpty()) {
                seen = more.getLast().number();
                var shown = new ArrayList<>(more);
                shown.removeIf(line -> !wanted.is(line));
                print(shown, JournalText.more(shown, helm.console().paper()));
            }
            if (goesOn) {
                SessionClock.SYSTEM.sleep(EVERY);
            }
        }
    }

    private boolean isRunning(String name) {
        return helm.sessions().running().stream()
                .filter(s -> s.name().equals(name))
                .map(Session::state)
                .anyMatch(s -> !(s instanceof SessionState.Stopped));
    }
}
