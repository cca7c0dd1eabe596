package trysail.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's library finds a place, or it is said which places it did not find: in processes of their own. */
@Timeout(180)
class NativeLibraryTest {
    @TempDir
    private Path directory;

    private static String said(String temporary, Path journals) throws Exception {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-preview",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpacks.class.getName(),
                        journals.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = child.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void withoutATemporaryDirectoryItIsUnpackedBesideTheJournals() throws Exception {
        assertThat(said(directory.resolve("nonexistent").toString(), directory)).isEqualTo("opened paper-1 null\n");
    }

    @Test
    void aTemporaryDirectoryThatIsAFileIsDoneWithout() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        var journals = Files.createDirectory(directory.resolve("journals"));
        assertThat(said(file.toString(), journals)).isEqualTo("opened paper-1 null\n");
    }

    @Test
    void withoutAnyPlaceThePlacesAndTheRemedyAreNamed() throws Exception {
        var temporary = directory.resolve("nonexistent").toString();
        var journals = directory.resolve("neither/this");
        assertThat(said(temporary, journals))
                .contains("the temporary directory cannot hold SQLite's library")
                .contains(temporary)
                .contains(journals.toString())
                .contains("-Djava.io.tmpdir=DIR");
    }
}
