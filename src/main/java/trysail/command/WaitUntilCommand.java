package trysail.command;

import java.time.Duration;
import picocli.CommandLine.Command;
import trysail.helm.Helm;
import trysail.scope.SessionClock;
import trysail.words.BadInput;
import trysail.words.Durations;

/** {@code wait-until orders > 0 within 5s}. */
@Command(
        name = "wait-until",
        mixinStandardHelpOptions = true,
        header = "Waits until something is so: wait-until orders > 0 within 5s.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wait-until orders > 0 within 5s",
            "  wait-until paper-2.state is stopped within 1m",
            "Fails (exit 1) when the time is over, 30s when not said, or the session has ended without it.",
            "Facts: orders fills positions pnl frames age data-age state exit left sessions."
        })
final class WaitUntilCommand extends ConditionCommand {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration STANDARD = Duration.ofSeconds(30);

    WaitUntilCommand(Helm helm) {
        super(helm);
    }

    @Override
    public Integer call() throws InterruptedException {
        var at = words().indexOf("within");
        if (at >= 0 && at != words().size() - 2) {
            throw new BadInput("within needs one time, at the end: wait-until orders > 0 within 5s");
        }
        var condition = Condition.of(at < 0 ? words() : words().subList(0, at));
        var time = at < 0 ? STANDARD : Durations.parse("within", words().getLast());
        var deadline = SessionClock.SYSTEM.deadline(time);
        while (true) {
            var look = condition.look(helm);
            if (look.met() || look.over() || deadline.expired()) {
                return tell(condition, look, late(condition, look, time));
            }
            SessionClock.SYSTEM.sleep(LOOK_EVERY);
        }
    }

    private static String late(Condition condition, Condition.Look look, Duration time) {
        return condition + " did not come " + (look.over() ? "before the end" : "within " + Durations.print(time))
                + ": it was " + look.seen();
    }
}
