package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trysail.demo.Demo;
import trysail.helm.Helm;
import trysail.picture.Paper;

/** {@code demo}: the promise shown for real. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Shows the promise for real, in half a minute: sessions in processes of their own, and how they end.",
        description = {
            "A normal end, a task that fails, Ctrl+C, five stops at once, a mute venue, a venue that hangs, runs back to",
            "back: seventeen points, each with what was observed. Exit code 0 when all held, else 1."
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
        var judged = new Demo().run(news -> {
            if (!json) {
                console.announce("  " + news + "\n");
            }
        });
        var held = judged.stream().filter(Demo.Judged::held).count();
        console.print(json ? json(judged) : text(judged, held, console.paper()));
        return held == judged.size() ? 0 : 1;
    }

    private static String text(List<Demo.Judged> judged, long held, Paper paper) {
        var text = new StringBuilder("\n");
        for (var point : judged) {
            var sign = point.held()
                    ? paper.paint(Paper.Tone.GOOD, paper.sign("✓", "ok"))
                    : paper.paint(Paper.Tone.BAD, paper.sign("✗", "NO"));
            text.append("%s %2d  %s%n".formatted(sign, point.number(), point.claim()))
                    .append(paper.paint(
                            Paper.Tone.DIM,
                            "%s     %s: %s".formatted(paper.sign("", " "), point.scene(), point.observed())))
                    .append('\n');
        }
        var verdict = held + " of " + judged.size() + " held";
        return text.append('\n')
                .append(paper.paint(held == judged.size() ? Paper.Tone.GOOD : Paper.Tone.BAD, verdict))
                .append('\n')
                .toString();
    }

    private static String json(List<Demo.Judged> judged) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var point : judged) {
            array.addObject()
                    .put("number", point.number())
                    .put("claim", point.claim())
                    .put("scene", point.scene())
                    .put("held", point.held())
                    .put("observed", point.observed());
        }
        return array + "\n";
    }
}
