package trysail.helm;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trysail.session.Session;
import trysail.words.BadInput;

/** The session that a command is about, as its one plain word. */
public final class OneSession {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SESSION", description = "its name; default: the current one")
    private String name = "";

    @Option(names = "--session", paramLabel = "NAME", description = "the same, said by name")
    private String option = "";

    /** The one to look at. */
    public Session of(Helm helm) {
        return helm.pick(name());
    }

    /** The one to steer. */
    public Session toSteer(Helm helm) {
        return helm.pickToSteer(name());
    }

    private String name() {
        if (!name.isEmpty() && !option.isEmpty() && !name.equals(option)) {
            throw new BadInput("one session, not both '" + name + "' and --session '" + option + "'");
        }
        return option.isEmpty() ? name : option;
    }
}
