package trysail.command;

import picocli.CommandLine.Command;
import trysail.helm.Aside;
import trysail.helm.Helm;

/** {@code expect exit 0}: a script's own check. */
@Command(
        name = "expect",
        mixinStandardHelpOptions = true,
        header = "Fails (exit 1) when something is not as it should be: expect fills >= 1.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  expect exit 0                of the last command that failed, else of the current session's receipt",
            "  expect state stopped",
            "  expect paper-2.fills >= 1",
            "Facts: orders fills positions pnl frames age data-age state exit left sessions."
        })
final class ExpectCommand extends ConditionCommand implements Aside {
    ExpectCommand(Helm helm) {
        super(helm);
    }

    @Override
    public Integer call() {
        var condition = Condition.of(words());
        var look = condition.look(helm);
        var code = tell(condition, look, "expected " + condition + ", but it was " + look.seen());
        if (look.met()) {
            helm.page().code(0);
        }
        return code;
    }
}
