package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.helm.Aliases;
import trysail.helm.Aside;
import trysail.helm.Helm;
import trysail.helm.JsonOption;
import trysail.words.BadInput;

/** {@code alias p='positions -w'}: a short word for a long one. */
@Command(
        name = "alias",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "A short word for a long one: alias p='positions -w'; alone: lists them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  alias p='positions -w'",
            "  alias --remove p",
            "Those given at the prompt are there next time; a script has those alone that it gives itself."
        })
final class AliasCommand implements Callable<Integer>, Aside {
    private final Helm helm;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME[='…']",
            description = "the word, and what it stands for")
    private String pair = "";

    @Option(names = "--remove", paramLabel = "NAME", description = "forget one")
    private String remove = "";

    @Mixin
    private JsonOption json = new JsonOption();

    AliasCommand(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Integer call() {
        var aliases = helm.aliases();
        if (!remove.isEmpty()) {
            if (aliases.remove(remove) == null) {
                throw new BadInput(unknown(remove));
            }
            aliases.keep();
        } else if (pair.contains("=")) {
            var name = pair.substring(0, pair.indexOf('='));
            aliases.give(name, pair.substring(pair.indexOf('=') + 1));
            aliases.keep();
        } else if (!pair.isEmpty() && !aliases.containsKey(pair)) {
            throw new BadInput(unknown(pair));
        } else {
            list(aliases);
        }
        return 0;
    }

    private static String unknown(String name) {
        return "no alias '" + name + "': alias alone lists them, alias " + name + "='…' makes it";
    }

    private void list(Aliases aliases) {
        var object = JsonNodeFactory.instance.objectNode();
        var text = new StringBuilder();
        aliases.forEach((name, words) -> {
            if (pair.isEmpty() || pair.equals(name)) {
                object.put(name, words);
                text.append(Aliases.line(name, words));
            }
        });
        json.print(helm.console(), object, text.isEmpty() ? "no alias\n" : text.toString());
    }
}
