package trysail.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.jline.reader.History;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are kept across runs, for their owner alone, and none that holds a secret. */
class PastLinesTest {
    private static final Map<String, String> KEYS =
            Map.of("TRYSAIL_API_SECRET", "s3cr3t-of-mine", "TRYSAIL_API_KEY", "");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set api_key=abc",
                "set TOKEN = abc",
                "config --passphrase hunter2",
                "set password=x",
                "echo s3cr3t-of-mine",
                "venue --api-secret: x"
            })
    void aLineWithASecretIsNotKept(String line) {
        assertThat(new PastLines(KEYS).isSecret(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start paper 60s", "chart BTC-USDT 1m", "stop all keep", "help start", ""})
    void anyOtherLineIs(String line) {
        assertThat(new PastLines(KEYS).isSecret(line)).isFalse();
    }

    @Test
    void theNextRunHasTheLinesOfTheLast() throws Exception {
        var file = directory.resolve("state/history");
        run(file, "start paper 60s", "set api_key=abc");
        var next = run(file);

        assertThat(next).map(History.Entry::line).containsExactly("start paper 60s");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain("abc");
    }

    @Test
    void aHistoryThatOthersCouldReadIsClosedToThem() throws Exception {
        var file = Files.writeString(directory.resolve("history"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var unused = run(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static PastLines run(Path file, String... lines) throws Exception {
        try (var terminal =
                new LineDisciplineTerminal("memory", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
            var reader = new HelmReader(terminal, () -> {});
            var past = new PastLines(KEYS);
            reader.setHistory(past);
            past.keepIn(file, reader);
            past.attach(reader);
            for (var line : lines) {
                past.add(Instant.EPOCH, line);
            }
            past.save();
            return past;
        }
    }
}
