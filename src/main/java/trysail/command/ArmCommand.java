package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.session.Session;

/** {@code arm}: the gate is open again after {@code kill} or {@code disarm}. */
@Command(name = "arm", mixinStandardHelpOptions = true, header = "Opens the gate after kill or disarm.")
final class ArmCommand extends SteerCommand {
    ArmCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) {
        var news = session.arm();
        return new Done((news ? "armed" : "was armed already") + ": " + still(session));
    }
}
