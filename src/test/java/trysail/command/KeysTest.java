package trysail.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trysail.helm.Keys;
import trysail.words.BadInput;

class KeysTest {
    @TempDir
    private Path directory;

    private Path file(String permissions, String lines) throws Exception {
        var file = directory.resolve("keys");
        Files.writeString(file, lines);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aFileGivesKeySecretAndAPassphraseWhereThereIsOne() throws Exception {
        var guarded = Keys.fromFile(file("rw-------", "api_key=k\napi_secret=s\napi_passphrase=open-sesame\n"));
        assertThat(guarded.key()).isEqualTo("k");
        assertThat(guarded.secret()).isEqualTo("s");
        assertThat(guarded.passphrase()).contains("open-sesame");

        assertThat(Keys.fromFile(file("rw-------", "api_key=k\napi_secret=s\n")).passphrase())
                .isEmpty();
    }

    @Test
    void whatIsWrongWithTheFileIsSaidWithoutWhatIsInIt() throws Exception {
        var bad = file("rw-------", "api_key=k\napi_secret=s\napi_passphrase=open sesame\n");
        assertThatThrownBy(() -> Keys.fromFile(bad))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("API passphrase has a blank")
                .hasMessageNotContaining("sesame");
        var open = file("rw-r--r--", "api_key=k\napi_secret=s\n");
        assertThatThrownBy(() -> Keys.fromFile(open)).hasMessageContaining("chmod 600");
    }
}
