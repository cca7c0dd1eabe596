package trysail.command.view;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.picture.View;
import trysail.words.NotNow;

/** A command that shows something: once, as JSON, or again and again in place. */
public abstract class ViewCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    protected final Helm helm;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = {"-w", "--watch"},
            description = "refresh in place; any key ends it")
    private boolean watch;

    protected ViewCommand(Helm helm) {
        this.helm = helm;
    }

    public boolean json() {
        return json.wanted();
    }

    /** What there is to see now. */
    public abstract View look() throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        var console = helm.console();
        var first = look(); // what is wrong is said before anything is drawn
        if (watch && console.interactive() && !json.wanted()) {
            console.live(this::picture, EVERY);
        } else {
            json.print(console, first);
        }
        return 0;
    }

    private String picture() {
        try {
            return look().text(helm.console().paper());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (NotNow e) { // the next look may see more
            return e.getMessage() + "\n";
        }
    }
}
