package trysail.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    private static final Instant AT = Instant.parse("2024-08-08T10:11:12.123456789Z");

    private static LogLine line(String message, Map<String, ?> details, Throwable thrown) {
        return new LogLine(AT, LogLevel.WARN, "paper-3", "stream-lost", message, details, Optional.ofNullable(thrown));
    }

    @Test
    void aLineForPeopleHasTimeLevelSessionEventAndMessage() {
        assertThat(line("market stream lost", Map.of(), null).written(LogStyle.Format.TEXT))
                .isEqualTo("2024-08-08T10:11:12.123456Z WARN paper-3 stream-lost: market stream lost\n");
    }

    @Test
    void aLineForProgramsIsOneObjectWithTypedDetails() throws Exception {
        var details = new LinkedHashMap<String, Object>();
        details.put("price", new BigDecimal("65000.10"));
        details.put("more", 7L);
        details.put("maker", true);
        details.put("symbols", List.of("BTC-USDT"));
        var text =
                line("said \"so\"", details, new IllegalStateException("boom")).written(LogStyle.Format.JSON);

        assertThat(text).endsWith("}\n").containsOnlyOnce("\n");
        var node = new ObjectMapper().readTree(text);
        assertThat(node.properties().stream().map(Map.Entry::getKey))
                .containsExactly("ts", "level", "session", "event", "message", "details", "stack");
        assertThat(node.path("ts").asText()).isEqualTo("2024-08-08T10:11:12.123456Z");
        assertThat(node.path("level").asText()).isEqualTo("WARN");
        assertThat(node.path("details").path("price").isNumber()).isTrue();
        assertThat(node.path("details").path("more").isIntegralNumber()).isTrue();
        assertThat(node.path("details").path("maker").isBoolean()).isTrue();
        assertThat(node.path("details").path("symbols").get(0).asText()).isEqualTo("BTC-USDT");
        assertThat(node.path("stack").get(0).asText()).isEqualTo("java.lang.IllegalStateException: boom");
        assertThat(node.path("stack").get(1).asText()).startsWith("at trysail.log.LogLineTest.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\n\u0007b", "a\u2028b"})
    void whatAVenueSaysCannotBeginALineOfItsOwn(String message) {
        assertThat(line(message, Map.of(), null).written(LogStyle.Format.TEXT)).endsWith("stream-lost: a b\n");
    }

    @Test
    void aStackTellsItsCauses() {
        var thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        assertThat(line("failed", Map.of(), thrown).written(LogStyle.Format.TEXT))
                .contains(
                        "\njava.lang.IllegalStateException: outer\n\tat trysail.log.LogLineTest.",
                        "\nCaused by: java.lang.IllegalArgumentException: inner\n\tat ");
    }

    private static final class Hostile extends RuntimeException {
        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no message");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new UnsupportedOperationException("no stack");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("no cause");
        }
    }

    @Test
    void anExceptionThatCannotTellWhatItIsIsNamedAllTheSame() {
        assertThat(line("failed", Map.of(), new Hostile()).written(LogStyle.Format.TEXT))
                .contains("LogLineTest$Hostile", "its message cannot be made");
    }

    @ParameterizedTest
    @CsvSource({"10MB, 10000000", "500kB, 500000", "65536, 65536", "1GB, 1000000000"})
    void sizesAreRead(String text, long bytes) {
        assertThat(LogStyle.size(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "9999", "10", "-1", "1.5MB", "10 MB", "9999999999999999", "9999999999GB", "x"})
    void whatIsNoSizeIsRefused(String text) {
        assertThat(LogStyle.size(text)).isEmpty();
    }
}
