package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.scope.SessionClock;
import trysail.session.Session;
import trysail.words.BadInput;
import trysail.words.Durations;

/** {@code wait 10s}, {@code wait paper-2}: time, or a session's end. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        header = "Waits a time, or for a session's end, whichever comes first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wait 10s           ends early when every session has ended that ran when it began",
            "  wait 10s paper-2   ends early when that one has ended",
            "  wait               until every session has ended"
        })
final class WaitCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofDays(3_650);

    private final Helm helm;

    @Parameters(arity = "0..2", paramLabel = "[TIME] [SESSION]", description = "10s, 2m, 1h30m; a session's name")
    private List<String> words = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    WaitCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var given = new ArrayList<>(words);
        var timed = !given.isEmpty() && Character.isDigit(given.getFirst().charAt(0));
        var time = timed ? Durations.parse("wait", given.removeFirst()) : LONG;
        if (given.size() > 1) {
            throw new BadInput("wait takes a time and a session, not '" + given.get(1) + "' too");
        }
        var watched = given.isEmpty() ? helm.sessions().running() : List.of(helm.pick(given.getFirst()));
        if (!timed && watched.isEmpty()) {
            throw new BadInput("no session runs that could be waited for: wait 10s waits a time");
        }
        var clock = SessionClock.SYSTEM;
        var began = clock.nanos();
        var deadline = clock.deadline(time);
        while (!deadline.expired() && !helm.console().gone()) {
            if (!watched.isEmpty() && watched.stream().allMatch(s -> s.receipt().isPresent())) {
                for (var session : watched) {
                    var unused = helm.followers().awaitReceipt(session); // printed before the next command is
                }
                return ended(watched, Duration.ofNanos(clock.nanos() - began), timed);
            }
            var left = deadline.remaining();
            clock.sleep(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
        }
        return tell("", false, Duration.ofNanos(clock.nanos() - began));
    }

    private int ended(List<Session> watched, Duration passed, boolean early) {
        var names = String.join(", ", watched.stream().map(Session::name).toList());
        return tell(
                early ? "wait: over after " + Durations.print(passed) + ", " + names + " ended\n" : "", true, passed);
    }

    private int tell(String news, boolean ended, Duration passed) {
        if (json.wanted()) {
            helm.console()
                    .print(JsonNodeFactory.instance
                                    .objectNode()
                                    .put("waited_ms", passed.toMillis())
                                    .put("ended", ended)
                            + "\n");
        } else if (!news.isEmpty()) {
            helm.console().print(news);
        }
        return 0;
    }
}
