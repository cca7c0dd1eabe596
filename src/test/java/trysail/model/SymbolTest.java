package trysail.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SymbolTest {
    @Test
    void aPairOfAssetsOfAnyScriptIsASymbol() {
        assertThat(new String[] {"BTC-USDT", "1000SHIB-USDT", "币安人生-USDT", "BTC-USD1", "É-USDT", "BTC-USDT-261225"})
                .allMatch(Symbol::isValid);
    }

    @Test
    void smallLettersBlanksAndOtherSignsAreNone() {
        assertThat(new String[] {
                    "",
                    "BTC",
                    "BTCUSDT",
                    "btc-usdt",
                    "BTC-",
                    "-USDT",
                    "BTC USDT",
                    "BTC-USDT-SWAP",
                    "BTC-USDT-",
                    "A\"-USDT",
                    "BTC-USDT-261301",
                    "BTC-USDT-2612",
                    "BTC--USDT",
                    "X".repeat(33) + "-USDT"
                })
                .noneMatch(Symbol::isValid);
    }

    @Test
    void itsPartsAreReadFromIt() {
        assertThat(Symbol.base("币安人生-USDT")).isEqualTo("币安人生");
        assertThat(Symbol.quote("BTC-USD1")).isEqualTo("USD1");
        assertThat(Symbol.expiry("BTC-USDT")).isEmpty();
        assertThat(Symbol.base("BTC-USDT-261225")).isEqualTo("BTC");
        assertThat(Symbol.quote("BTC-USDT-261225")).isEqualTo("USDT");
        assertThat(Symbol.expiry("BTC-USDT-261225")).contains(LocalDate.of(2026, 12, 25));
    }

    @Test
    void typedLettersBecomeCapitalsWhateverTheLocale() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Symbol.canonical(" link-usdt ")).isEqualTo("LINK-USDT");
            assertThat(Symbol.canonical("币安人生-usdt")).isEqualTo("币安人生-USDT");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aDeliveryContractAndNoOtherHasItsDay() {
        var step = BigDecimal.ONE;
        var quarterly = new Instrument("BTC-USDT-261225", step, step, step, step);

        assertThat(quarterly.kind()).isEqualTo(InstrumentKind.LINEAR_DELIVERY);
        assertThat(quarterly.quote()).isEqualTo("USDT");
        assertThat(new Instrument("BTC-USDT", step, step, step, step).kind())
                .isEqualTo(InstrumentKind.LINEAR_PERPETUAL);
        assertThatThrownBy(() -> new Instrument(
                        "BTC-USDT-261225", InstrumentKind.SPOT, Optional.empty(), step, step, step, step, step))
                .hasMessage(
                        "BTC-USDT-261225 cannot be spot: a delivery contract, and no other, has its day in its symbol");
        assertThatThrownBy(() -> new Instrument(
                        "BTC-USDT", InstrumentKind.LINEAR_DELIVERY, Optional.empty(), step, step, step, step, step))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
