package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trysail.wire.rest.PostProbe;

/** The JDK reads its switches once: whether it read ours can only be seen in a JVM of its own. */
@Timeout(180)
class PostOnceTest {
    @Test
    void postOfThisJvmArrivesOnce() throws Exception {
        assertThat(PostProbe.arrivals(Orders.context())).isEqualTo(1);
    }

    @Test // C1, C2: the JDK's own habit is to send it twice, and no switch says otherwise
    void orderIsSentOnceWithoutAnySwitch() throws Exception {
        assertThat(afterAnEarlierCall(List.of())).startsWith("OutcomeUnknown after 1");
    }

    @Test
    void orderIsSentOnceWhenTheSwitchWasGivenAtTheStart() throws Exception {
        assertThat(afterAnEarlierCall(List.of("-Dsun.net.http.retryPost=false")))
                .startsWith("OutcomeUnknown after 1");
    }

    private static String afterAnEarlierCall(List<String> flags) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-preview");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LateSwitch.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
