package trysail.command;

import picocli.CommandLine.Command;
import trysail.command.view.LookCommand;
import trysail.helm.Helm;
import trysail.picture.ScopeTree;
import trysail.picture.View;
import trysail.session.Session;

/** {@code scopes}: what lives in a session. */
@Command(
        name = "scopes",
        mixinStandardHelpOptions = true,
        header = "Draws a session's live tree: tasks, what each waits for, what it holds.")
final class ScopesCommand extends LookCommand {
    ScopesCommand(Helm helm) {
        super(helm);
    }

    @Override
    protected View look(Session session) {
        return new ScopeTree(session.state().text(), session.scopes(), session.ledger());
    }
}
