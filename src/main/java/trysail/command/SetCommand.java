package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Aside;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.words.BadInput;

/** {@code set feed=synthetic:3}: a variable, used as {@code ${feed}}. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        header = "Gives a variable a value: set feed=synthetic:3, used as ${feed}; alone: lists them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  set feed=synthetic:3",
            "  start paper 10s --feed ${feed}",
            "  start paper 10s --seed ${seed:-7}     7 where seed has no value",
            "The environment's variables are not among them."
        })
final class SetCommand implements Callable<Integer>, Aside {
    private static final Pattern PAIR = Pattern.compile("(?s)([A-Za-z_][A-Za-z0-9_-]{0,63})=(.*)");

    private final Helm helm;

    @Parameters(arity = "0..*", paramLabel = "NAME=VALUE", description = "an empty value is one too")
    private List<String> pairs = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    SetCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var variables = helm.page().variables();
        give(pairs, variables);
        if (json.wanted()) {
            var all = JsonNodeFactory.instance.objectNode();
            variables.forEach(all::put);
            helm.console().print(all + "\n");
        } else if (pairs.isEmpty()) {
            var text = new StringBuilder();
            variables.forEach(
                    (name, value) -> text.append(name).append('=').append(value).append('\n'));
            helm.console().print(text.isEmpty() ? "no variable has a value\n" : text.toString());
        }
        return 0;
    }

    /** Takes {@code name=value} pairs in. */
    static void give(List<String> pairs, Map<String, String> variables) {
        for (var pair : pairs) {
            var m = PAIR.matcher(pair);
            if (!m.matches()) {
                throw new BadInput(
                        "'" + pair + "' gives no variable a value: write name=value, of letters, digits, - and _");
            }
            variables.put(m.group(1), m.group(2));
        }
    }
}
