package trysail.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    private static JsonBytes over(String text) {
        var json = new JsonBytes();
        var bytes = text.getBytes(UTF_8);
        json.over(bytes, 0, bytes.length);
        return json;
    }

    private static void skip(String text) throws MalformedFrame {
        var json = over(text);
        json.skip();
        json.finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ 1 , -2.5e+3 , true , false , null , \"\" ] ",
                "{\"a\":{\"b\":[[\"x\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"]]},\"ä\":0}",
            })
    void whatIsJsonIsSteppedOver(String text) throws Exception {
        skip(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{]",
                "[1,]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{1:1}",
                "[tru]",
                "[NaN]",
                "\"open",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"\n\"",
                "{} {}",
            })
    void whatIsNoJsonIsNot(String text) {
        assertThatThrownBy(() -> skip(text)).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void whatIsNestedTooDeepIsRefused() throws Exception {
        skip("[".repeat(60) + "]".repeat(60));
        assertThatThrownBy(() -> skip("[".repeat(100_000))).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void decimalsMoveTheirPointAndMayBeCut() throws Exception {
        assertThat(over("\"61800.10\"").decimal(1)).isEqualTo(618_001);
        assertThat(over("\"0.5\"").decimal(3)).isEqualTo(500);
        assertThat(over("\"0.129\"").decimalCut(2)).isEqualTo(12);
        assertThatThrownBy(() -> over("\"0.129\"").decimal(2)).isInstanceOf(MalformedFrame.class);
        assertThatThrownBy(() -> over("\"99999999999999999999\"").decimalCut(2)).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void aNameOfOneByteIsToldByItsByte() throws Exception {
        var json = over("{\"e\":1,\"pu\":2}");
        json.expect('{');
        assertThat(json.key()).isEqualTo((byte) 'e');
        assertThat(json.integer()).isEqualTo(1);
        assertThat(json.more('}')).isTrue();
        assertThat(json.key()).isZero();
        assertThat(json.is("pu")).isTrue();
        assertThat(json.integer()).isEqualTo(2);
        assertThat(json.more('}')).isFalse();
    }
}
