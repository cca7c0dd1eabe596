package trysail.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What a user may rely on is written down: the packages on a page, each signature in a file. Who changes one on purpose
 * changes the other: the test leaves what it found in {@code target/public-api.txt}.
 */
class PublicApiTest {
    private static final Path KEPT = Path.of("src/test/resources/public-api.txt");
    private static final Path FOUND = Path.of("target/public-api.txt");

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "JDK 21 writes some signatures in another way")
    void theSignaturesAreThoseWrittenDown() throws Exception {
        var text = PublicApi.signatures().entrySet().stream()
                .map(e -> e.getKey() + "\n"
                        + e.getValue().stream().map(l -> "    " + l + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        Files.createDirectories(FOUND.getParent());
        Files.writeString(FOUND, text);
        assertThat(text)
                .as("the public face has changed; if that is meant: cp " + FOUND + " " + KEPT)
                .isEqualTo(Files.exists(KEPT) ? Files.readString(KEPT) : "");
    }

    @Test
    void everyTypeThatASignatureMentionsIsPublic() throws Exception {
        for (var name : PublicApi.signatures().keySet()) {
            assertThat(Modifier.isPublic(Class.forName(name).getModifiers()))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void thePageNamesEachOfTheirPackages() throws Exception {
        var packages = new TreeSet<String>();
        for (var name : PublicApi.signatures().keySet()) {
            packages.add(Class.forName(name).getPackageName());
        }
        var page = Page.site("library/index.md").text();
        var named = page.lines()
                .filter(l -> l.startsWith("| `trysail"))
                .map(l -> l.substring(3, l.indexOf('`', 3)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).containsExactlyElementsOf(packages);
    }

    @Test
    void noneOfThemIsOfAVendor() throws IOException {
        assertThat(Files.readString(KEPT))
                .doesNotContain("org.knowm", "si.mazi", "org.java_websocket", "com.fasterxml");
    }
}
