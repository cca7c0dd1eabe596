package trysail.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.fault.Fault;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.helm.SessionOption;
import trysail.picture.Paper;
import trysail.picture.Table;
import trysail.picture.View;
import trysail.session.Session;
import trysail.words.BadInput;

/** {@code fault}: lets something go wrong while a session trades: at its exchange, with its disk, in its strategy. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lets something go wrong with a session; alone, lists what there is and what is in force.",
        footer = {
            "",
            "Examples:",
            "  fault mute              the streams fall silent",
            "  fault mute@3s for 2s    in three seconds, for two",
            "  fault http500:0.2       one REST call in five fails",
            "  fault full-disk for 1s  the journal cannot be written",
            "  fault strategy-spins    the strategy does not return",
            "  fault clear             nothing goes wrong any more"
        })
final class FaultCommand implements Callable<Integer> {
    private final Helm helm;

    @Parameters(arity = "0..*", paramLabel = "FAULT", description = "what goes wrong; clear or none: nothing any more")
    private List<String> words = new ArrayList<>();

    @Mixin
    private SessionOption session = new SessionOption();

    @Mixin
    private JsonOption json = new JsonOption();

    FaultCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var spec = String.join(" ", words);
        if (spec.isEmpty()) {
            var whose = session.name().isEmpty() ? helm.current() : Optional.of(session.of(helm));
            json.print(
                    helm.console(),
                    new Faults(
                            whose.map(Session::name), whose.map(Session::faults).orElse(List.of())));
            return 0;
        }
        var whose = session.of(helm);
        if (spec.equals("clear") || spec.equals("none")) {
            tell(whose, "no faults any more at the exchange", whose.clearFaults());
        } else {
            var fault = BadInput.unless(() -> Fault.parse(spec));
            tell(whose, "fault " + spec + " " + place(fault), whose.inject(fault));
        }
        return 0;
    }

    private void tell(Session whose, String what, List<String> others) {
        if (json.wanted()) {
            json.print(helm.console(), new Faults(Optional.of(whose.name()), whose.faults()));
            return;
        }
        var shared = others.isEmpty() ? "" : ", which " + String.join(" and ", others) + " shares: hit as well";
        helm.console()
                .print(what + " of " + whose.name() + (others.size() > 1 ? shared.replace("shares", "share") : shared)
                        + "\n");
    }

    private static String place(Fault fault) {
        return switch (fault.bare()) {
            case Fault.OnDisk f -> "on the disk";
            case Fault.InStrategy f -> "in the strategy";
            case Fault.AtVenue f -> "at the exchange";
        };
    }

    /** What can go wrong, and what does. */
    private record Faults(Optional<String> session, List<String> inForce) implements View {
        @Override
        public String text(Paper paper) {
            var table = new Table("", "fault", "what it does=meaning");
            for (var form : Fault.ALL) {
                table.row(Table.word(form.example()).in(Paper.Tone.NAME), Table.word(form.meaning()));
            }
            var now = inForce.isEmpty()
                    ? paper.paint(Paper.Tone.DIM, "nothing")
                    : paper.paint(Paper.Tone.WARN, String.join(" · ", inForce));
            return table.text(paper)
                    + session.map(s -> "in force in " + s + ": " + now + "\n").orElse("");
        }

        @Override
        public JsonNode json() {
            var node = JsonNodeFactory.instance.objectNode();
            session.ifPresent(s -> node.put("session", s));
            var now = node.putArray("in_force");
            inForce.forEach(now::add);
            var forms = node.putArray("forms");
            Fault.ALL.forEach(f -> forms.addObject().put("fault", f.example()).put("meaning", f.meaning()));
            return node;
        }
    }
}
