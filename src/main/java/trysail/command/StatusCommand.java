package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.session.Session;

/** {@code status}: one session on one screen. */
@Command(name = "status", mixinStandardHelpOptions = true, header = "One session on one screen.")
final class StatusCommand extends ViewCommand {
    @Mixin
    private OneSession which = new OneSession();

    StatusCommand(Helm helm) {
        super(helm);
    }

    @Override
    View look() {
        return new Status(which.of(helm));
    }

    private record Status(Session session) implements View {
        @Override
        public String text(Paper paper) {
            return new LiveLine(session.name(), paper.unicode()).of(session.snapshot()) + "\n";
        }

        @Override
        public JsonNode json() {
            var now = session.snapshot();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("session", session.name())
                    .put("state", SessionsCommand.state(now.state()))
                    .put("working", now.working())
                    .put("fills", now.fills())
                    .put("pnl", now.pnl());
        }
    }
}
