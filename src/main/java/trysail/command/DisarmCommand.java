package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.session.Session;

/** {@code disarm}: the gate is shut by hand. */
@Command(
        name = "disarm",
        mixinStandardHelpOptions = true,
        header = "Shuts the gate by hand until arm; orders go on working.")
final class DisarmCommand extends SteerCommand {
    DisarmCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) {
        var news = session.disarm();
        return new Done(
                (news ? "disarmed" : "was disarmed already") + ": nothing is sent until arm; " + working(session));
    }
}
