package trysail.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;
import trysail.helm.JsonOption;

/** A command that holds a condition against what is; its words may be negative numbers. */
abstract class ConditionCommand implements Callable<Integer> {
    static final int NOT_MET = 1;

    final Helm helm;

    @Parameters(
            arity = "1..*",
            paramLabel = "CONDITION",
            description = "FACT SIGN VALUE, such as orders > 0, state is running, paper-2.data-age < 1s")
    private List<String> words = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    ConditionCommand(Helm helm) {
        this.helm = helm;
    }

    List<String> words() {
        return words;
    }

    /** Says how it ended, to a program or, when it is not as asked, to a person. */
    int tell(Condition condition, Condition.Look look, String otherwise) {
        if (look.met()) {
            condition.judged(helm).ifPresent(helm.followers()::forgive);
        }
        if (json.wanted()) {
            helm.console()
                    .print(JsonNodeFactory.instance
                                    .objectNode()
                                    .put("condition", condition.toString())
                                    .put("seen", look.seen())
                                    .put("met", look.met())
                            + "\n");
        }
        if (!look.met()) {
            helm.console().complain(helm.page().where() + otherwise);
        }
        return look.met() ? 0 : NOT_MET;
    }
}
