package trysail.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.exchange.Listed;
import trysail.model.Instrument;
import trysail.model.InstrumentKind;

/** What becomes of each entry of the venue's listing. */
class ListingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArrayNode symbols = JSON.createArrayNode();

    private ObjectNode entry(String name, String base, String quote) {
        try {
            var node = (ObjectNode) JSON.readTree("""
                    {"contractType":"PERPETUAL","status":"TRADING","deliveryDate":4133404800000,"filters":[
                    {"filterType":"PRICE_FILTER","tickSize":"0.10"},
                    {"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.002"},
                    {"filterType":"MIN_NOTIONAL","notional":"100"}]}""");
            node.put("symbol", name)
                    .put("baseAsset", base)
                    .put("quoteAsset", quote)
                    .put("marginAsset", quote);
            symbols.add(node);
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode filter(ObjectNode entry, int number) {
        return (ObjectNode) entry.path("filters").path(number);
    }

    private Listed listed() {
        return Listings.read(symbols);
    }

    private String whyNot(String symbol) {
        return listed().others().stream()
                .filter(o -> o.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .why();
    }

    @Test
    void aContractHasTheVenuesOwnSpellingBesideOurs() {
        entry("BTCUSDT", "BTC", "USDT");
        entry("币安人生USDT", "币安人生", "USDT");
        entry("BTCUSD1", "BTC", "USD1");

        assertThat(listed().instruments())
                .extracting(Instrument::symbol, i -> i.venueSymbol().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("BTC-USDT", "BTCUSDT"),
                        org.assertj.core.groups.Tuple.tuple("币安人生-USDT", "币安人生USDT"),
                        org.assertj.core.groups.Tuple.tuple("BTC-USD1", "BTCUSD1"));
    }

    @Test
    void aQuarterlyHasItsDayFromItsNameOrElseFromItsDate() {
        entry("BTCUSDT_261225", "BTC", "USDT").put("contractType", "NEXT_QUARTER");
        entry("ETHUSDT-Q", "ETH", "USDT").put("contractType", "CURRENT_QUARTER");
        entry("SOLUSDTQ", "SOL", "USDT").put("contractType", "CURRENT_QUARTER").put("deliveryDate", 1_782_460_800_000L);

        assertThat(listed().instruments())
                .extracting(Instrument::symbol)
                .containsExactly("BTC-USDT-261225", "SOL-USDT-260626");
        assertThat(listed().instruments()).allMatch(i -> i.kind() == InstrumentKind.LINEAR_DELIVERY);
    }

    @Test
    void brokenEntriesAreSetAsideAndTheRestIsServed() {
        filter(entry("TICKUSDT", "TICK", "USDT"), 0).put("tickSize", "0");
        filter(entry("NOTICKUSDT", "NOTICK", "USDT"), 0).putNull("tickSize");
        filter(entry("LOTUSDT", "LOT", "USDT"), 1).put("stepSize", "0.000");
        filter(entry("HUGEUSDT", "HUGE", "USDT"), 1).put("minQty", "1e999999999");
        filter(entry("GIFTUSDT", "GIFT", "USDT"), 2).put("notional", "");
        entry("BAREUSDT", "BARE", "USDT").putArray("filters");
        entry("A\"B", "A", "USDT");
        entry("XUSDT", "", "USDT");
        entry("WASUSDT", "WAS", "USDT").put("contractType", "NEXT_QUARTER").remove("deliveryDate");
        symbols.addNull().add("text").addObject();
        entry("BTCUSDT", "BTC", "USDT");

        assertThat(listed().instruments()).extracting(Instrument::symbol).containsExactly("BTC-USDT");
        assertThat(listed().others()).hasSize(12).allMatch(Listed.Other::odd);
        assertThat(whyNot("TICK-USDT")).isEqualTo("has a tickSize of 0");
        assertThat(whyNot("NOTICK-USDT")).isEqualTo("has no tickSize");
        assertThat(whyNot("LOT-USDT")).isEqualTo("has a stepSize of 0");
        assertThat(whyNot("HUGE-USDT")).isEqualTo("has a minQty of '1e999999999'");
        assertThat(whyNot("GIFT-USDT")).isEqualTo("has no notional");
        assertThat(whyNot("WASUSDT")).isEqualTo("has no day of delivery");
    }

    @Test
    void whatIsNotForUsIsRefusedByName() {
        entry("BTCUSD_PERP", "BTC", "USD").put("marginAsset", "BTC");
        entry("XAUUSDT", "XAU", "USDT").put("contractType", "TRADIFI_PERPETUAL");
        entry("OLDUSDT", "OLD", "USDT").put("status", "SETTLING");

        assertThat(listed().instruments()).isEmpty();
        assertThat(listed().others()).noneMatch(Listed.Other::odd);
        assertThat(whyNot("BTC-USD")).isEqualTo("is an inverse contract, settled in BTC: only linear ones are traded");
        assertThat(whyNot("XAU-USDT")).startsWith("is a contract of type 'TRADIFI_PERPETUAL'");
        assertThat(whyNot("OLD-USDT")).isEqualTo("is not trading now: its state is SETTLING");
    }

    @Test
    void aSymbolListedTwiceIsTheFirstOne() {
        entry("BTCUSDT", "BTC", "USDT");
        entry("BTCUSDT2", "BTC", "USDT");

        assertThat(listed().instruments()).extracting(Instrument::venueSymbol).containsExactly(Optional.of("BTCUSDT"));
        assertThat(whyNot("BTC-USDT")).isEqualTo("is listed twice, the second time as BTCUSDT2");
    }

    @Test
    void namesMeanWhatTheVenueListed() {
        entry("BTCUSDT", "BT", "CUSDT");
        var symbols = new BinanceSymbols();
        assertThat(symbols.ours("BTCUSDT")).as("before the listing is known").contains("BTC-USDT");

        symbols.learn(listed().instruments());

        assertThat(symbols.ours("BTCUSDT")).contains("BT-CUSDT");
        assertThat(symbols.ours("ETHUSD1")).as("not in the listing").contains("ETH-USD1");
        assertThat(symbols.ours("ETHFDUSD")).contains("ETH-FDUSD");
        assertThat(symbols.ours("BTCUSDT_261225")).contains("BTC-USDT-261225");
        assertThat(symbols.ours("BTCUSD_PERP")).isEmpty();
        assertThat(BinanceSymbols.toVenue("BTC-USDT-261225")).isEqualTo("BTCUSDT_261225");
    }
}
