package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.session.Session;

/** {@code resume}: the gate is open again, but for a {@code disarm}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        header = "Ends pause, drain and a stop that waits for fills.")
final class ResumeCommand extends SteerCommand {
    ResumeCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) throws InterruptedException {
        var ended = session.resume();
        var what = ended.isEmpty() ? "nothing to resume" : "no more " + String.join(", ", ended);
        return new Done(what + "; " + still(session));
    }
}
