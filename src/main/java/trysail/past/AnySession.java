package trysail.past;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import trysail.helm.Helm;

/** The session that a command looks at, as its one plain word or by {@code --session}: also one that has ended. */
public final class AnySession {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SESSION",
            description = "its name, also of one that has ended; default: the current one")
    private String name = "";

    @Mixin
    private SessionByName byName = new SessionByName();

    /** What it did. */
    public Deeds deeds(Helm helm) throws InterruptedException {
        return SessionByName.deeds(find(helm), helm);
    }

    /** Which it is. */
    public SessionByName.Found find(Helm helm) {
        return byName.find(helm, name);
    }
}
