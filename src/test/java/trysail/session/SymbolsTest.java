package trysail.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trysail.exchange.Listed;
import trysail.model.Instrument;
import trysail.words.BadInput;

/** Which instruments a session gets, and what it is told of those it does not get. */
class SymbolsTest {
    private static final Listed LISTED = new Listed(
            List.of(instrument("BTC-USDT"), instrument("ETH-USDT"), instrument("币安人生-USDT")),
            List.of(
                    new Listed.Other("XAU-USDT", "is a contract of type 'TRADIFI_PERPETUAL'", false),
                    new Listed.Other("TICK-USDT", "has a tickSize of 0", true)));

    private static Instrument instrument(String symbol) {
        return new Instrument(symbol, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
    }

    @Test
    void askedForInSmallLettersOrOfAnotherScriptItIsFound() {
        assertThat(Symbols.chosen(List.of("btc-usdt", "币安人生-usdt"), Instrument.USUAL, LISTED))
                .extracting(Instrument::symbol)
                .containsExactly("BTC-USDT", "币安人生-USDT");
    }

    @Test
    void whatIsListedAndCannotBeTradedIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Symbols.chosen(List.of("XAU-USDT"), Instrument.USUAL, LISTED))
                .isInstanceOf(BadInput.class)
                .hasMessage("instrument 'XAU-USDT' cannot be traded: it is a contract of type 'TRADIFI_PERPETUAL'");
    }

    @Test
    void whatIsNotListedIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> Symbols.chosen(List.of("BTX-USDT"), Instrument.USUAL, LISTED))
                .hasMessage("instrument 'BTX-USDT' is not listed by the venue; did you mean BTC-USDT?");
        assertThatThrownBy(() -> Symbols.chosen(List.of("NOTHING-OFTHESE"), Instrument.USUAL, LISTED))
                .hasMessage("instrument 'NOTHING-OFTHESE' is not listed by the venue; it has BTC-USDT, ETH-USDT, "
                        + "币安人生-USDT");
    }

    @Test
    void oddEntriesAreNamedInOneLineHoweverMany() {
        assertThat(Symbols.odd(LISTED)).contains("skipped 1 of the venue's listing: TICK-USDT has a tickSize of 0");
        assertThat(Symbols.odd(Listed.of(LISTED.instruments()))).isEmpty();
        var many = IntStream.range(0, 500)
                .mapToObj(i -> new Listed.Other("X" + i, "has no tickSize", true))
                .toList();
        assertThat(Symbols.odd(new Listed(List.of(), many)).orElseThrow())
                .startsWith("skipped 500 of the venue's listing: X0 has no tickSize; X1")
                .endsWith(" and others")
                .hasSizeLessThan(500);
    }
}
