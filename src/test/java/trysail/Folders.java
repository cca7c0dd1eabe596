package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import trysail.scope.SessionClock;

/** Folders of tests that make their own. */
public final class Folders {
    private Folders() {}

    /** Deletes it with all that is in it; a file that comes or goes meanwhile, as those of a closing database do, is no failure. */
    public static void delete(Path folder) throws InterruptedException {
        var soon = SessionClock.SYSTEM.deadline(Duration.ofSeconds(30));
        while (!isGone(folder)) {
            assertThat(soon.expired()).as(folder + " cannot be deleted").isFalse();
            SessionClock.SYSTEM.sleep(Duration.ofMillis(10));
        }
    }

    private static boolean isGone(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(folder);
        }
    }
}
