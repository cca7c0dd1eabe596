package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trysail.demo.Demo;
import trysail.demo.Demo.Verdict;
import trysail.helm.Helm;
import trysail.picture.Paper;
import trysail.scope.SessionClock;

/** {@code demo}: the promise shown for real. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Shows the promise for real: sessions in processes of their own, and how they end.",
        description = {
            "A normal end, a task that fails, Ctrl+C, five stops at once, a mute venue, a venue that hangs, runs back to",
            "back: seventeen points, each with what was observed, and how long it took. A point whose scene did not come to",
            "where it could be seen is not shown: neither held nor broken. Exit code 0 when some held and none is broken,",
            "else 1."
        })
final class DemoCommand implements Callable<Integer> {
    private final Helm helm;

    @Option(names = "--json", description = "the points as JSON, on one line; nothing else")
    private boolean json;

    DemoCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (helm.mode() == Helm.Mode.COMMAND) {
            var shown = Thread.currentThread();
            helm.signals().listen(press -> shown.interrupt());
        }
        var console = helm.console();
        if (!json) {
            console.print("Real sessions, each in a process of its own, on venues in this one that keep a record.\n");
        }
        var began = SessionClock.SYSTEM.nanos();
        var judged = new Demo().run(news -> {
            if (!json) {
                console.announce("  " + news + "\n");
            }
        });
        var took = Duration.ofNanos(SessionClock.SYSTEM.nanos() - began);
        console.print(json ? json(judged) : text(judged, took, console.paper()));
        return code(judged);
    }

    static int code(List<Demo.Judged> judged) {
        return count(judged, Verdict.HELD) > 0 && count(judged, Verdict.BROKEN) == 0 ? 0 : 1;
    }

    private static long count(List<Demo.Judged> judged, Verdict verdict) {
        return judged.stream().filter(p -> p.verdict() == verdict).count();
    }

    static String text(List<Demo.Judged> judged, Duration took, Paper paper) {
        var text = new StringBuilder("\n");
        for (var point : judged) {
            var sign = switch (point.verdict()) {
                case HELD -> paper.paint(Paper.Tone.GOOD, paper.sign("✓", "ok"));
                case BROKEN -> paper.paint(Paper.Tone.BAD, paper.sign("✗", "NO"));
                case NOT_SHOWN -> paper.paint(Paper.Tone.WARN, paper.sign("–", "--"));
            };
            text.append("%s %2d  %s%n".formatted(sign, point.number(), point.claim()))
                    .append(paper.paint(
                            Paper.Tone.DIM,
                            "%s     %s: %s".formatted(paper.sign("", " "), point.scene(), point.observed())))
                    .append('\n');
        }
        return text.append('\n')
                .append(paper.paint(tone(judged), words(judged) + ", in " + took.toSeconds() + " s"))
                .append('\n')
                .toString();
    }

    private static String words(List<Demo.Judged> judged) {
        var broken = count(judged, Verdict.BROKEN);
        var notShown = count(judged, Verdict.NOT_SHOWN);
        return count(judged, Verdict.HELD) + " of " + judged.size() + " held"
                + (broken == 0 ? "" : ", " + broken + " broken")
                + (notShown == 0 ? "" : ", " + notShown + " not shown");
    }

    private static Paper.Tone tone(List<Demo.Judged> judged) {
        if (count(judged, Verdict.BROKEN) > 0) {
            return Paper.Tone.BAD;
        }
        return count(judged, Verdict.NOT_SHOWN) > 0 ? Paper.Tone.WARN : Paper.Tone.GOOD;
    }

    private static String json(List<Demo.Judged> judged) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var point : judged) {
            array.addObject()
                    .put("number", point.number())
                    .put("claim", point.claim())
                    .put("scene", point.scene())
                    .put("held", point.verdict() == Verdict.HELD)
                    .put("verdict", word(point.verdict()))
                    .put("observed", point.observed());
        }
        return array + "\n";
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case HELD -> "held";
            case BROKEN -> "broken";
            case NOT_SHOWN -> "not shown";
        };
    }
}
