package trysail.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.script.StrategyFile;

/** What pages show of code compiles, and runs as they say. */
class SnippetsTest {
    private static final Page README = new Page(Path.of("README.md"));

    @TempDir
    private Path folder;

    @Test
    void theScriptOfTheReadmeIsTheOneThatIsShippedAndRunByItsTest() throws IOException {
        assertThat(README.snippets())
                .filteredOn(s -> s.language().equals("java"))
                .first()
                .extracting(Page.Snippet::text)
                .isEqualTo(Files.readString(Path.of("jshell/first-session.jsh")));
    }

    @Test
    void theLibrarySnippetOfTheReadmeRuns() throws Exception {
        var snippet = README.snippets().stream()
                .filter(s -> s.language().equals("java") && s.text().startsWith("import static trysail.Trysail.*;"))
                .findFirst()
                .orElseThrow();
        var source = program(snippet.text()
                .replace("\"60s\"", "\"1s\"")
                .replace(
                        ".strategy(",
                        ".journal(java.nio.file.Path.of(\"" + folder.resolve("journal") + "\")).strategy("));
        var out = new ByteArrayOutputStream();
        try (var guest = Guest.of(folder, List.of(new Page.Snippet("java", source)))) {
            var before = System.out;
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            try {
                guest.make("guest.Program");
            } finally {
                System.setOut(before);
            }
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("stopped: duration reached after 1.0 s", "left      0 threads");
    }

    /** Its imports above a class, its statements in a constructor. */
    private static String program(String snippet) {
        var imports = snippet.lines().filter(l -> l.startsWith("import ")).collect(Collectors.joining("\n"));
        var rest = snippet.lines().filter(l -> !l.startsWith("import ")).collect(Collectors.joining("\n"));
        return "package guest;\n%s\npublic final class Program {\n public Program() throws Exception {\n%s\n}\n}\n"
                .formatted(imports, rest);
    }

    @Test
    void everySourceFileOfAPageCompiles() throws Exception {
        try (var site = Files.walk(Path.of("src/site/markdown"))) {
            for (var file : site.filter(f -> f.toString().endsWith(".md")).toList()) {
                var sources = new Page(file).sources();
                if (!sources.isEmpty()) {
                    Guest.of(Files.createTempDirectory(folder, "page"), sources).close();
                }
            }
        }
    }

    /** Fenced as {@code jsh}, a whole strategy file. */
    @Test
    void everyStrategyFileOfAPageCompiles() throws Exception {
        try (var site = Files.walk(Path.of("src/site/markdown"))) {
            for (var page : site.filter(f -> f.toString().endsWith(".md")).toList()) {
                for (var snippet : new Page(page).snippets()) {
                    if (snippet.language().equals("jsh")) {
                        var file = Files.createTempFile(folder, "page", ".jsh");
                        Files.writeString(file, snippet.text());
                        assertThat(StrategyFile.load(file)).as(snippet.text()).isNotNull();
                    }
                }
            }
        }
    }
}
