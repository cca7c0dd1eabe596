package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.session.Session;

/** {@code arm}: the gate is open again after {@code kill} or {@code disarm}. */
@Command(
        name = "arm",
        mixinStandardHelpOptions = true,
        header = "Opens the gate after kill, disarm or a --max-loss.",
        footerHeading = "%n",
        footer = "After --max-loss has fired the loss counts anew: it fires again when as much more is lost.")
final class ArmCommand extends SteerCommand {
    ArmCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) {
        var news = session.arm();
        var loss = session.loss().map(l -> "; max-loss: " + l.words()).orElse("");
        return new Done((news ? "armed" : "was armed already") + ": " + still(session) + loss);
    }
}
