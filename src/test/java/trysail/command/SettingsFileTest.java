package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trysail.helm.SettingsFile;
import trysail.words.BadInput;

/** A configuration file says what it says, or is refused by key and line. */
class SettingsFileTest {
    @TempDir
    private Path directory;

    private String file(String text) throws Exception {
        return Files.write(directory.resolve("t.yaml"), text.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private String read(String text, String key) throws Exception {
        return SettingsFile.read(file(text)).entries().get(key).text();
    }

    @ParameterizedTest
    @CsvSource({
        "no",
        "yes",
        "on",
        "off",
        "true",
        "False",
        "y",
        "N",
        "1_000",
        "0x10",
        "010",
        "0o10",
        ".5",
        "1e3",
        "+7",
        "-7",
        "2026-01-05",
        "12:30:45",
        "0b11",
        ".inf",
        ".NaN",
        "BTC-USDT",
        "5%",
        "10s",
        "1.0",
        "1.10",
        "quoter",
        "a#b",
    })
    void aPlainValueIsWhatIsWritten(String value) throws Exception {
        assertThat(read("name: " + value + "\n", "name")).isEqualTo(value);
        assertThat(read("name: '" + value + "'\n", "name")).isEqualTo(value);
        assertThat(read("symbols: [" + value + ", \"B\"]\n", "symbols")).isEqualTo(value + ",B");
    }

    @Test
    void commentsMarksAndAByteOrderMarkAreNoMatter() throws Exception {
        assertThat(read("\ufeffseed: 3 # three\n", "seed")).isEqualTo("3");
        assertThat(read("%YAML 1.1\n---\nseed: 3\n...\n", "seed")).isEqualTo("3");
        assertThat(read("\ufeff# nothing but this\r\nseed: 3\r\n", "seed")).isEqualTo("3");
        assertThat(read("symbols:\n  - A\n  - B\n", "symbols")).isEqualTo("A,B");
        assertThat(read("\"name\": |\n  me\n", "name")).isEqualTo("me");
        assertThat(read("strategy: quoter,age=9\n", "strategy")).isEqualTo("quoter,age=9");
        for (var empty : new String[] {"", "\ufeff", "# nothing\n", "---\n", "---\n...\n", "\n\n"}) {
            assertThat(SettingsFile.read(file(empty)).entries()).as(empty).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: 3\\nstrategy:\\n | line 2: 'strategy' has no value",
                "strategy: ~\\n | line 1: 'strategy' has no value",
                "strategy: null\\n | line 1: 'strategy' has no value",
                "strategy: ''\\n | line 1: 'strategy' has no value",
                "symbols: []\\n | line 1: 'symbols' is an empty list",
                "symbols: [A, ]\\nseed: \\n | line 2: 'seed' has no value",
                "symbols: [A, ~]\\n | line 1: 'symbols' has no value",
                "symbols: A\\nseed: 1\\nsymbols: B\\n | line 3: 'symbols' stands here and in line 1",
                "seed: 3\\n---\\nseed: 4\\n | line 3: a second document",
                "---\\n---\\nseed: 4\\n | a second document",
                "a: &x 3\\nb: *x\\n | line 2: 'b': aliases (*) and tags",
                "*x: 3\\n | line 1",
                "seed: !!int 3\\n | line 1: 'seed': aliases (*) and tags (!)",
                "name: {a: b}\\n | line 1: 'name' must be one value or a list",
                "name:\\n  a: b\\n | 'name' must be one value or a list",
                "name: [[a]]\\n | line 1: 'name' must be one value or a list",
                "name: >\\n  a\\n\\n  b\\n | 'name' has a value of several lines",
                "- a\\n | line 1: must hold lines of the form",
                "just words\\n | line 1: must hold lines of the form",
                "seed: 3\\n\\tname: x\\n | line 2",
                "seed: 3\\nname: 'x\\n | is not YAML",
                "{seed: 3\\n | is not YAML",
                "'': 3\\n | line 1: a key is missing",
            })
    void whatIsNotClearIsRefusedByLineInOneLine(String text, String words) throws Exception {
        var file = file(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThatThrownBy(() -> SettingsFile.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("configuration file '" + file + "'")
                .hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void whatIsNoTextInUtf8IsRefused() throws Exception {
        var file = Files.write(directory.resolve("u.yaml"), "seed: 3\n".getBytes(StandardCharsets.UTF_16))
                .toString();
        assertThatThrownBy(() -> SettingsFile.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not text in UTF-8");
    }

    @Test
    void aRefusalNamesTheLineWhereTheFileSetsTheOptionItSpeaksOf() throws Exception {
        var settings = SettingsFile.read(file("name: x\nstop-within: soon\nseed: 1_000\n"));
        assertThat(settings.where("--stop-within 'soon' is no duration")).startsWith(" ('stop-within' in line 2 of ");
        assertThat(settings.where("Invalid value for option '--seed': '1_000' is not a long"))
                .startsWith(" ('seed' in line 3 of ");
        assertThat(settings.where("--stop 'x' has no names")).isEmpty();
    }
}
