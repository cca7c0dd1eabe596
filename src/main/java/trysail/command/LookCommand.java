package trysail.command;

import picocli.CommandLine.Mixin;
import trysail.helm.Helm;
import trysail.helm.OneSession;
import trysail.picture.View;
import trysail.session.Session;

/** A look into one session, named by the command's one word. */
abstract class LookCommand extends ViewCommand {
    @Mixin
    private OneSession which = new OneSession();

    LookCommand(Helm helm) {
        super(helm);
    }

    abstract View look(Session session) throws InterruptedException;

    @Override
    final View look() throws InterruptedException {
        return look(which.of(helm));
    }
}
