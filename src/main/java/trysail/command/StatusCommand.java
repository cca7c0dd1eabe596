package trysail.command;

import picocli.CommandLine.Command;
import trysail.command.view.LookCommand;
import trysail.helm.Helm;
import trysail.picture.Status;
import trysail.picture.View;
import trysail.session.Session;

/** {@code status}: one session on one screen. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "One session on one screen: time, venue, queues, orders, profit, what it holds.")
final class StatusCommand extends LookCommand {
    StatusCommand(Helm helm) {
        super(helm);
    }

    @Override
    protected View look(Session session) {
        return Status.of(session);
    }
}
