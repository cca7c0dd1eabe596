package trysail.helm;

import picocli.CommandLine.Option;
import trysail.session.Session;

/** {@code --session} of a command whose plain words are about something else. */
public final class SessionOption {
    @Option(names = "--session", paramLabel = "NAME", description = "which session; default: the current one")
    private String name = "";

    /** As it was given; empty: the current one. */
    public String name() {
        return name;
    }

    /** The session; see {@link Helm#pick}. */
    public Session of(Helm helm) {
        return helm.pick(name);
    }
}
