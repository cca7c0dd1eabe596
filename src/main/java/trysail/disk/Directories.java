package trysail.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import trysail.words.BadInput;

/** Where sessions keep their files. */
public final class Directories {
    private Directories() {}

    /** {@code $TRYSAIL_JOURNAL}, else {@code $XDG_STATE_HOME/trysail}, else {@code ~/.local/state/trysail}. */
    public static Path journals() {
        return named("TRYSAIL_JOURNAL").orElseGet(Directories::home);
    }

    private static Path home() {
        return named("XDG_STATE_HOME")
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"))
                .resolve("trysail");
    }

    /**
     * Where this user's processes agree on what they share, wherever each keeps its journals: the system property
     * {@code trysail.state}, else {@code $XDG_STATE_HOME/trysail}, else {@code ~/.local/state/trysail}.
     */
    public static Path state() {
        return Optional.ofNullable(System.getProperty("trysail.state"))
                .map(Path::of)
                .orElseGet(Directories::home);
    }

    private static Optional<Path> named(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(s -> !s.isEmpty())
                .map(Path::of);
    }

    /** Makes the directory when it is missing; refuses one that cannot be written. */
    public static void writable(Path directory) {
        try {
            OwnerOnly.directory(directory);
            Files.delete(Files.createTempFile(directory, ".write", ".test"));
        } catch (IOException e) {
            throw new BadInput(
                    "journal directory '" + directory + "' cannot be written ("
                            + e.getClass().getSimpleName() + "): choose another with --journal DIR or TRYSAIL_JOURNAL",
                    e);
        }
    }
}
