package trysail.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasesTest {
    @TempDir
    private Path directory;

    @Test
    void thoseOfThePromptAreThereNextTime() {
        var file = directory.resolve("state").resolve("aliases");
        var aliases = Aliases.kept(file, "stop"::equals);
        aliases.give("p", "positions -w");
        aliases.give("say", "echo 'it is' \"so\"");
        aliases.keep();

        var next = Aliases.kept(file, "stop"::equals);
        assertThat(next.meaning("p")).contains("positions -w");
        assertThat(next.meaning("say")).contains("echo 'it is' \"so\"");
    }

    @Test
    void aFileBrokenByHandCostsTheBrokenLinesAlone() throws Exception {
        var file = Files.writeString(
                directory.resolve("aliases"), "alias p='positions\nalias stop='echo no'\nrubbish\nalias o='orders'\n");
        var aliases = Aliases.kept(file, "stop"::equals);
        assertThat(aliases.meaning("o")).contains("orders");
        assertThat(aliases.meaning("stop")).isEmpty();
        assertThat(aliases.meaning("p")).isEmpty();
    }
}
