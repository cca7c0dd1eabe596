package trysail.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a number from outside may be. */
class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.00000000",
                "0.00000001",
                "1e-8",
                "61800.20",
                "999999999999999.123456789012345678",
                "1E+15",
                "0.000000000000000001"
            })
    void whatVenuesSendIsTaken(String text) {
        assertThat(Numbers.of(text)).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e50000000",
                "1e-50000000",
                "0e999999999",
                "1e999999999",
                "1e99999999999",
                "-1e31",
                "",
                "x",
                "NaN",
                "11111111111111111111111111111111111111111"
            })
    void whatWouldTakeAllMemoryIsRefused(String text) {
        assertThatThrownBy(() -> Numbers.of(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aTextOfAMegabyteIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> Numbers.of("1".repeat(1_000_000)))
                .isInstanceOf(NumberFormatException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void anIntentOfAStrategyIsBoundedToo() {
        assertThatThrownBy(() -> Terms.limit(new BigDecimal("1e50000000"))).isInstanceOf(NumberFormatException.class);
    }
}
