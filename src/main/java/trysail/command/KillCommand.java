package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.journal.OrderFate;
import trysail.order.Settled;
import trysail.scope.ExitCode;
import trysail.session.Session;

/** {@code kill}: the kill switch; the session lives on. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        header = "The kill switch: shuts the gate and cancels the session's orders; it lives on until arm.")
final class KillCommand extends SteerCommand {

    KillCommand(Helm helm) {
        super(helm);
    }

    @Override
    Done act(Session session) throws InterruptedException {
        var settled = session.kill();
        var words = new StringBuilder("killed: " + settled.words() + "; nothing is sent until arm");
        var data = JsonNodeFactory.instance.objectNode();
        var orders = data.putArray("orders");
        for (var order : settled.orders()) {
            orders.addObject()
                    .put("client_id", order.id().toString())
                    .put("fate", order.fate().word())
                    .put("detail", order.detail());
            if (order.fate() == OrderFate.Fate.UNKNOWN) {
                words.append("\n  ").append(order.id()).append(" unknown: ").append(order.detail());
            }
        }
        settled.troubles().forEach(t -> words.append("\n  ").append(t));
        return new Done(words.toString(), data, code(settled));
    }

    private static int code(Settled settled) {
        return settled.unknown() > 0 ? ExitCode.LEFT_BEHIND : ExitCode.OK;
    }
}
