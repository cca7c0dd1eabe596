package trysail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What went wrong in other trading systems has a name here, such as A6; each has a test that says so beside it. */
class ScenariosTest {
    private static final Map<String, Integer> GROUPS = Map.of("A", 20, "B", 8, "C", 13, "D", 14, "E", 7, "G", 16);

    /** Those that a session on this dialect, on this platform, cannot meet yet. */
    private static final Map<String, String> LEFT = Map.of(
            "A12", "signals on Windows",
            "B6", "the same as a rung of our own",
            "D13", "an audit of books by snapshot: their changes are chained, and a missing one is told",
            "G5", "one budget of requests for all sessions of an address",
            "G13", "bars refilled after a reconnect",
            "G14", "a strategy's state handed back after a crash",
            "G15", "a restart that takes over what works",
            "G16", "a native library without a place, which the launcher tells");

    @Test
    void everyScenarioIsNamedByATest() throws IOException {
        var wanted = GROUPS.entrySet().stream()
                .flatMap(g -> IntStream.rangeClosed(1, g.getValue()).mapToObj(i -> g.getKey() + i))
                .filter(s -> !LEFT.containsKey(s))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named()).containsAll(wanted);
    }

    /** In comments at the end of a line, or alone on one, of files that hold tests. */
    private static TreeSet<String> named() throws IOException {
        var comment = Pattern.compile("// (?:[A-G]\\d+\\b.*)$", Pattern.MULTILINE);
        var name = Pattern.compile("\\b[A-G]\\d{1,2}\\b");
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            var found = new TreeSet<String>();
            for (var file : files.filter(f -> f.toString().matches(".*(Test|Properties)\\.java"))
                    .filter(f -> !f.endsWith("ScenariosTest.java"))
                    .toList()) {
                var comments = comment.matcher(Files.readString(file));
                while (comments.find()) {
                    name.matcher(comments.group()).results().forEach(n -> found.add(n.group()));
                }
            }
            return found;
        }
    }
}
