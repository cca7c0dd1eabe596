package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.exchange.AccountReport;
import trysail.json.MalformedFrame;
import trysail.model.Fill;

/** What an account's stream says of our trades, money above all. */
class AccountMessagesTest {
    private static Optional<Fill> fill(String size, String price, String fee, String asset) throws MalformedFrame {
        var text = """
                {"e":"ORDER_TRADE_UPDATE","E":2,"T":2,"o":{"s":"BTCUSDT","c":"k4f9q-s1-e1-1","S":"BUY","o":"LIMIT",
                "f":"GTC","q":"0.010","p":"61000","x":"TRADE","X":"PARTIALLY_FILLED","i":77,"l":"%s","z":"0.004",
                "L":"%s","N":"%s","n":"%s","T":2,"t":5,"m":true}}
                """.formatted(size, price, asset, fee).getBytes(UTF_8);
        return AccountMessages.read(text, 0, text.length, new BinanceSymbols())
                                instanceof AccountMessages.Meaning.Report said
                        && said.report() instanceof AccountReport.OrderChanged changed
                ? changed.fill()
                : Optional.empty();
    }

    @Test
    void aFeeInTheQuoteCurrencyCountsAsItIs() throws Exception {
        var fee = fill("0.004", "61000", "0.0488", "USDT").orElseThrow().fee();
        assertThat(fee.asset()).isEqualTo("USDT");
        assertThat(fee.inQuote().orElseThrow()).isEqualByComparingTo("0.0488");
    }

    @Test
    void aFeeInTheBaseAssetIsWorthWhatWasJustPaidForIt() throws Exception {
        var fee = fill("0.004", "61000", "0.000002", "BTC").orElseThrow().fee();
        assertThat(fee.inQuote().orElseThrow()).isEqualByComparingTo("0.122");
    }

    @Test
    void aFeeInAThirdAssetKeepsItsAssetAndHasNoValueYet() throws Exception {
        var fee = fill("0.004", "61000", "0.0001", "BNB").orElseThrow().fee();
        assertThat(fee.amount()).isEqualByComparingTo("0.0001");
        assertThat(fee.asset()).isEqualTo("BNB");
        assertThat(fee.inQuote()).isEmpty();
    }

    @Test
    void aFeeInNoAssetThereCanBeIsThePeersFault() {
        assertThatThrownBy(() -> fill("0.004", "61000", "0.0001", "B N B")).isInstanceOf(MalformedFrame.class);
        assertThatThrownBy(() -> fill("0.004", "61000", "0.0001", "B".repeat(40)))
                .isInstanceOf(MalformedFrame.class);
    }

    @Test
    void aTradeOfNothingIsNoTrade() throws Exception {
        assertThat(fill("0.000", "61000", "0", "USDT")).isEmpty();
    }

    @Test
    void aTradeOfLessThanNothingIsThePeersFault() {
        assertThatThrownBy(() -> fill("-0.004", "61000", "0", "USDT")).isInstanceOf(MalformedFrame.class);
        assertThatThrownBy(() -> fill("0.004", "-61000", "0", "USDT")).isInstanceOf(MalformedFrame.class);
    }
}
