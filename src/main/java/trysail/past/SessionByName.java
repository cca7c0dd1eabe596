package trysail.past;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import trysail.helm.Helm;
import trysail.session.Session;
import trysail.session.SessionSpec;
import trysail.words.BadInput;

/** {@code --session} of a command that looks at sessions of this process, of other processes, and at ended ones. */
public final class SessionByName {
    @Option(
            names = "--session",
            paramLabel = "NAME",
            description = "whose, also of one that has ended; default: the current one")
    private String option = "";

    @Option(names = "--journal", paramLabel = "DIR", description = "where journals of past sessions are")
    private String journal = "";

    /** A session by name: itself while this process knows it, else its journal. */
    public record Found(String name, Path directory, Optional<Session> live) {}

    /** The one that the option names, or the current one. */
    public Found find(Helm helm) {
        return find(helm, "");
    }

    /**
     * The one that a word of the command names, or the option, or the current one.
     *
     * @throws BadInput when there is none, naming those there are
     */
    public Found find(Helm helm, String word) {
        if (!word.isEmpty() && !option.isEmpty() && !word.equals(option)) {
            throw new BadInput("one session, not both '" + word + "' and --session '" + option + "'");
        }
        var name = option.isEmpty() ? word : option;
        var past = new PastSessions(journal.isEmpty() ? SessionSpec.paper().journal() : Path.of(journal));
        var live = name.isEmpty() ? helm.current() : known(helm, name);
        if (live.isPresent()) {
            return new Found(live.get().name(), live.get().spec().journal(), live);
        }
        if (name.isEmpty()) {
            throw new BadInput("no session runs here: name one with --session; in " + past.directory() + " "
                    + past.words());
        }
        var here = helm.known().stream().map(Session::name).toList();
        return new Found(past.named(name, here), past.directory(), Optional.empty());
    }

    private static Optional<Session> known(Helm helm, String name) {
        return helm.known().stream().anyMatch(s -> called(s.name(), name))
                ? Optional.of(helm.pick(name))
                : Optional.empty();
    }

    private static boolean called(String session, String name) {
        return session.equals(name) || session.replaceFirst("-\\d+$", "").equals(name);
    }

    /** What the one did that was found. */
    public static Deeds deeds(Found found, Helm helm) throws InterruptedException {
        return found.live().isPresent()
                ? Deeds.of(found.live().get())
                : new PastSessions(found.directory()).deeds(found.name(), helm.sessions());
    }
}
