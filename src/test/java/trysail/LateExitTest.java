package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import trysail.look.SessionState;
import trysail.scope.SessionContext;

/** Ends of the process that the session did not ask for. */
class LateExitTest {
    @RegisterExtension
    private final Stalls stalls = new Stalls();

    @TempDir
    private Path directory;

    /** A program around ours that ends the process as soon as a session trades. */
    static final class Impatient {
        public static void main(String[] words) {
            SessionContext.standalone("impatient").startPlatform("exit", () -> {
                while (Trysail.sessions().stream().noneMatch(s -> s.state() instanceof SessionState.Running)) {
                    Thread.onSpinWait();
                }
                System.exit(7);
            });
            Trysail.main(words);
        }
    }

    @Test
    void somebodyElsesExitStopsTheSessionAndEndsWithItsReceiptsCode() throws Exception {
        var out = directory.resolve("out");
        var child = child(Impatient.class, out, "start", "paper", "60s", "--json");

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(out)).contains("\"reason\":\"stop requested by an exit of the process\"");
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void aSignalWhileTheLogbookIsHeldByOthersEndsTheStartAtOnce() throws Exception {
        var logbook = Files.createDirectories(directory.resolve("journal")).resolve("logbook.db");
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + logbook);
                var statement = other.createStatement()) {
            statement.execute("CREATE TABLE held (one INTEGER)");
            statement.execute("BEGIN EXCLUSIVE");
            var child = child(Trysail.class, directory.resolve("out"), "start", "paper", "60s", "--json");
            while (!opened(child, logbook)) {
                Thread.onSpinWait();
            }

            var asked = System.nanoTime();
            new ProcessBuilder("kill", "-INT", String.valueOf(child.pid()))
                    .start()
                    .waitFor();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(child.exitValue()).isEqualTo(130);
            stalls.assertSince(asked, Duration.ofSeconds(3));
        }
        assertThat(directory.resolve("out")).isEmptyFile();
    }

    private static boolean opened(java.lang.Process child, Path file) throws IOException {
        assertThat(child.isAlive()).isTrue();
        try (var links = Files.list(Path.of("/proc", String.valueOf(child.pid()), "fd"))) {
            for (var link : links.toList()) {
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file.toRealPath())) {
                    return true;
                }
            }
        } catch (java.nio.file.NoSuchFileException gone) {
            return false;
        }
        return false;
    }

    private java.lang.Process child(Class<?> main, Path out, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.http.retryPost=false",
                "-Djdk.virtualThreadScheduler.parallelism=8",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment()
                .put("TRYSAIL_JOURNAL", directory.resolve("journal").toString());
        return builder.start();
    }
}
