package trysail.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.command.view.ViewCommand;
import trysail.helm.FreeWords;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.scope.SessionClock;
import trysail.words.BadInput;
import trysail.words.Durations;
import trysail.words.NotNow;

/** {@code watch 2s positions}: what a command shows, again and again. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows what a command shows, again and again: watch 2s positions.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  watch 2s positions       in place, until a key is pressed",
            "  watch -n 5 1s sessions   in a pipe: one after the other, until the current session has ended"
        })
final class WatchCommand implements Callable<Integer>, FreeWords {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Helm helm;

    @Option(
            names = {"-n", "--times"},
            paramLabel = "N",
            description = "how often, where there is no terminal",
            defaultValue = "0")
    private int times;

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "TIME", description = "how often: 2s, 500ms")
    private String every = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "one that shows something")
    private List<String> words = new ArrayList<>();

    WatchCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() throws InterruptedException {
        var pause = Durations.parse("watch", every);
        if (pause.compareTo(SHORTEST) < 0) {
            throw new BadInput("watch " + every + " is too often: 100ms at the least");
        }
        var view = new Commands(helm, System.getenv()).view(words);
        var console = helm.console();
        var first = picture(view); // what is wrong is said before anything is drawn
        if (console.interactive() && !json.wanted() && times == 0) {
            console.live(() -> live(view), pause);
            return 0;
        }
        console.print(first);
        var session = helm.current().filter(s -> s.receipt().isEmpty());
        for (var shown = 1; times == 0 ? session.isPresent() : shown < times; shown++) {
            var over = session.isPresent()
                    && session.get()
                            .awaitReceipt(SessionClock.SYSTEM.deadline(pause))
                            .isPresent();
            if (session.isEmpty()) {
                SessionClock.SYSTEM.sleep(pause);
            }
            if (console.gone()) {
                break;
            }
            console.print(picture(view));
            if (over) {
                break;
            }
        }
        return 0;
    }

    private String picture(ViewCommand view) throws InterruptedException {
        var look = view.look();
        return json.wanted() || view.json()
                ? look.json() + "\n"
                : look.text(helm.console().paper());
    }

    private String live(ViewCommand view) {
        try {
            return picture(view);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (BadInput | NotNow e) { // the session that was watched is forgotten, or cannot tell just now
            return e.getMessage() + "\n";
        }
    }
}
