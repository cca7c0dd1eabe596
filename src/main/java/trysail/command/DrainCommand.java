package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.session.Session;

/** {@code drain}: no new entries, exits alone. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        header = "No new entries, exits only, until resume; the account's next session drains too.")
final class DrainCommand extends SteerCommand {
    DrainCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) throws InterruptedException {
        var news = session.drain();
        return new Done((news ? "draining" : "was draining already")
                + ": no new entries until resume, exits go through; " + working(session));
    }
}
