package trysail.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import trysail.picture.Paper;

class OutflowTest {
    private static Outflow failing(String why) {
        return new Outflow(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        });
    }

    private static Outflow after(Outflow out) {
        var console = new PlainConsole(Paper.plain(), out.text(StandardCharsets.UTF_8), System.err);
        console.print("the receipt\n");
        console.printer().last("its last line\n");
        console.close();
        return out;
    }

    @Test
    void aFullDiskIsRemembered() {
        assertThat(after(failing("No space left on device")).lost()).contains("No space left on device");
        assertThat(after(failing("Input/output error")).lost()).isPresent();
    }

    @Test
    void aReaderThatHasGoneIsNoLoss() {
        assertThat(after(failing("Broken pipe")).lost()).isEmpty();
        assertThat(after(failing("Bad file descriptor")).lost()).isEmpty();
    }

    @Test
    void whatIsWrittenArrives() {
        var bytes = new ByteArrayOutputStream();
        assertThat(after(new Outflow(bytes)).lost()).isEmpty();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("the receipt\nits last line\n");
    }
}
