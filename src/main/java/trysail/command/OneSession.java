package trysail.command;

import picocli.CommandLine.Parameters;
import trysail.session.Session;

/** The session that a command is about, as its one plain word. */
final class OneSession {
    @Parameters(index = "0", arity = "0..1", paramLabel = "SESSION", description = "its name; default: the current one")
    private String name = "";

    Session of(Helm helm) {
        return helm.pick(name);
    }
}
