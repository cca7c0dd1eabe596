package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import trysail.command.view.ViewCommand;
import trysail.helm.Helm;
import trysail.helm.OneSession;
import trysail.look.Why;
import trysail.picture.Paper;
import trysail.picture.View;

/** {@code why}: what a session waits for. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        header = "What a session is at: while it stops, which rung, what it waits for, time left; what risk denied.")
final class WhyCommand extends ViewCommand {
    @Mixin
    private OneSession which = new OneSession();

    WhyCommand(Helm helm) {
        super(helm);
    }

    @Override
    public View look() {
        return new Shown(which.of(helm).why());
    }

    private record Shown(Why why) implements View {
        @Override
        public String text(Paper paper) {
            return String.join("\n", why.lines()) + "\n";
        }

        @Override
        public JsonNode json() {
            var node = JsonNodeFactory.instance
                    .objectNode()
                    .put("session", why.session())
                    .put("state", why.state());
            why.held().forEach(node.putArray("held")::add);
            why.rung().ifPresent(r -> node.put("rung", r.label()));
            why.rungLeft().ifPresent(d -> node.put("rung_left_ms", d.toMillis()));
            why.left().ifPresent(d -> node.put("left_ms", d.toMillis()));
            why.waitsFor().forEach(node.putArray("waits_for")::add);
            var denials = node.putArray("denials");
            why.denials()
                    .forEach(d -> denials.addObject()
                            .put("rule", d.rule())
                            .put("count", d.count())
                            .put("last", d.last()));
            return node;
        }
    }
}
