package trysail.repl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import trysail.console.Signals;
import trysail.scope.SessionContext;
import trysail.session.Sessions;

/** A prompt above which there is much news, from many threads, until somebody has had enough. */
final class Chatty {
    private static final int THREADS = 4;

    private Chatty() {}

    public static void main(String[] words) throws Exception {
        var history = Path.of(System.getenv("XDG_STATE_HOME"), "history");
        var enough = Path.of(System.getenv("XDG_STATE_HOME"), "enough");
        var prompt = new Prompt(Ends.open(), new Sessions(), Signals.install(), Map.of(), history);
        var console = prompt.helm().console();
        var context = SessionContext.standalone("chatty");
        var talking = new Thread[THREADS];
        for (var t = 0; t < THREADS; t++) {
            talking[t] = context.startPlatform("talk-" + t, () -> {
                for (var i = 0; !Files.exists(enough); i++) {
                    console.print("news " + i + " of a session that has much to tell\n");
                }
            });
        }
        context.startPlatform("last", () -> {
            try {
                for (var thread : talking) {
                    thread.join();
                }
                console.print("the last of the news\n");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var code = prompt.run();
        System.exit(code);
    }
}
