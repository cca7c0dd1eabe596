package trysail.command.view;

import picocli.CommandLine.Mixin;
import trysail.helm.Helm;
import trysail.helm.OneSession;
import trysail.picture.View;
import trysail.session.Session;

/** A look into one session, named by the command's one word. */
public abstract class LookCommand extends ViewCommand {
    @Mixin
    private OneSession which = new OneSession();

    protected LookCommand(Helm helm) {
        super(helm);
    }

    protected abstract View look(Session session) throws InterruptedException;

    @Override
    public final View look() throws InterruptedException {
        return look(which.of(helm));
    }
}
