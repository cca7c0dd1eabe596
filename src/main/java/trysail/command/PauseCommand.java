package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.session.Session;

/** {@code pause}: the gate is shut for now. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        header = "Sends nothing until resume; cancels go through, orders go on working.")
final class PauseCommand extends SteerCommand {
    PauseCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) {
        var news = session.pause();
        return new Done(
                (news ? "paused" : "was paused already") + ": nothing is sent until resume; " + working(session));
    }
}
