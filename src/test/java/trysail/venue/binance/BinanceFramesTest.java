package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trysail.feed.Diff;
import trysail.json.MalformedFrame;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Trade;

class BinanceFramesTest {
    private static final Instrument ETH = new Instrument(
            "ETH-USDT", new BigDecimal("0.01"), new BigDecimal("0.001"), BigDecimal.ZERO, BigDecimal.ZERO);

    private final BinanceFrames frames = new BinanceFrames(List.of(Recording.BTC, ETH));
    private final List<Object> heard = new ArrayList<>();
    private final List<FrameType> streams = new ArrayList<>();
    private final BinanceFrames.Handler handler = new BinanceFrames.Handler() {
        @Override
        public void heard(FrameType type, int instrument) {
            streams.add(type);
        }

        @Override
        public void event(MarketEvent event) {
            heard.add(event);
        }

        @Override
        public void diff(Diff diff) {
            heard.add(diff);
        }

        @Override
        public void answer(long id, Optional<String> refusal) {
            heard.add(id + " " + refusal.orElse("granted"));
        }
    };

    private Object parse(String text) throws Exception {
        heard.clear();
        streams.clear();
        var bytes = ("..." + text + "...").getBytes(UTF_8);
        frames.parse(bytes, 3, bytes.length - 3, handler);
        return heard.isEmpty() ? "nothing" : heard.getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":\"x\",\"data\":{\"e\":\"bookTicker\",\"u\":9,\"s\":\"ETHUSDT\",\"b\":\"65.10\",\"B\":\"3\",\"a\":\"65.2\",\"A\":\"2.500\",\"T\":7,\"E\":8}}",
                "{\"data\":{\"A\":\"2.5\",\"b\":\"65.10\",\"E\":8,\"a\":\"65.20000\",\"B\":\"3\",\"T\":7,\"s\":\"ETHUSDT\",\"e\":\"bookTicker\"},\"stream\":\"x\"}",
                " { \"e\" : \"bookTicker\" ,\n\"s\":\"ETHUSDT\",\"new\":[{\"e\":[1,{}]},\"]}\\\"\"],\"b\":\"65.1\",\"B\":\"3\",\"a\":\"65.2\",\"A\":\"2.5\",\"T\":7 } ",
                "{\"\\u0065\":\"bookTicker\",\"s\":\"ETH\\u0055SDT\",\"b\":\"65.\\u0031\",\"B\":\"3\",\"a\":\"65.2\",\"A\":\"2.5\",\"T\":7,\"x\":null}"
            })
    void aQuoteIsTheSameInAnyOrderAndSpelling(String text) throws Exception {
        assertThat(parse(text))
                .isEqualTo(new Quote(
                        ETH,
                        new BigDecimal("65.10"),
                        new BigDecimal("3.000"),
                        new BigDecimal("65.20"),
                        new BigDecimal("2.500"),
                        java.time.Instant.ofEpochMilli(7)));
    }

    // G9
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"p\":\"0\",\"q\":\"0\",\"X\":\"NA\"",
                "\"X\":\"INSURANCE_FUND\",\"p\":\"54000.00\",\"q\":\"1.5\"",
                "\"p\":\"54000.00\",\"q\":\"1.5\",\"X\":\"ADL\"",
                "\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":\"SOMETHING_NEW\"",
                "\"p\":\"0\",\"q\":\"0.006\",\"X\":\"MARKET\"",
                "\"p\":\"61800.30\",\"q\":\"0\"",
                "\"p\":\"54000.0123\",\"q\":\"0.00001\",\"X\":\"INSURANCE_FUND\"",
                "\"p\":\"-1\",\"q\":\"0.1\",\"X\":\"NA\"",
                "\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":7"
            })
    void whatIsNoTradeOfTheMarketIsHeardAndPassedOver(String members) throws Exception {
        for (var type : List.of("trade\",\"t\":5", "aggTrade\",\"a\":5")) {
            var text = "{\"e\":\"" + type + ",\"E\":2,\"T\":1,\"s\":\"BTCUSDT\"," + members + ",\"m\":false}";
            assertThat(parse(text)).isEqualTo("nothing");
            assertThat(streams)
                    .containsExactly(type.substring(0, 5).equals("trade") ? FrameType.TRADE : FrameType.AGG_TRADE);
        }
    }

    @Test
    void aTradeOfTheMarketAtAPriceThatCannotBeIsStillMalformed() {
        assertThatThrownBy(
                        () -> parse(
                                "{\"e\":\"trade\",\"E\":2,\"T\":1,\"s\":\"BTCUSDT\",\"t\":5,\"p\":\"54000.0123\",\"q\":\"1\",\"X\":\"MARKET\",\"m\":false}"))
                .isInstanceOf(MalformedFrame.class);
    }

    @Test
    void tradesOfBothKindsAreRead() throws Exception {
        var trade = (Trade)
                parse(
                        "{\"e\":\"trade\",\"E\":2,\"T\":1,\"s\":\"BTCUSDT\",\"t\":5,\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}");
        assertThat(trade.aggressor()).isEqualTo(Side.BUY);
        assertThat(trade.price()).isEqualTo(new BigDecimal("61800.3"));

        var aggregate = (Trade)
                parse(
                        "{\"e\":\"aggTrade\",\"E\":2,\"s\":\"BTCUSDT\",\"a\":77,\"p\":\"61800.30\",\"q\":\"0.006\",\"f\":1,\"l\":2,\"T\":1,\"m\":true}");
        assertThat(aggregate.id()).isEqualTo(77);
        assertThat(aggregate.aggressor()).isEqualTo(Side.SELL);
    }

    @Test
    void aBarIsRead() throws Exception {
        var bar = (Bar)
                parse(
                        "{\"e\":\"kline\",\"E\":1,\"s\":\"BTCUSDT\",\"k\":{\"t\":1795365000000,\"T\":1795365059999,\"s\":\"BTCUSDT\",\"i\":\"1m\",\"o\":\"1\",\"c\":\"2\",\"h\":\"3\",\"l\":\"1\",\"v\":\"9\",\"n\":4,\"x\":true,\"q\":\"18\"}}");
        assertThat(bar.frame()).isEqualTo(Duration.ofMinutes(1));
        assertThat(bar.close()).isEqualByComparingTo("2");
        assertThat(bar.high()).isEqualByComparingTo("3");
        assertThat(bar.closed()).isTrue();
    }

    @Test
    void answersAreToldApart() throws Exception {
        assertThat(parse("{\"result\":null,\"id\":3}")).isEqualTo("3 granted");
        assertThat(parse("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":4}"))
                .isEqualTo("4 Invalid request (2)");
        assertThat(parse("{\"code\":2,\"msg\":\"bad\",\"id\":5}")).isEqualTo("5 bad (2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"e\":\"markPriceUpdate\",\"s\":\"BTCUSDT\",\"p\":\"11794.15000001\",\"T\":1}",
                "{\"e\":\"bookTicker\",\"s\":\"XRPUSDT\",\"b\":\"0.123456\"}"
            })
    void whatIsNotForUsIsPassedOver(String text) throws Exception {
        assertThat(parse(text)).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{\"e\":\"bookTicker\"",
                "{\"e\":\"bookTicker\"}}",
                "{\"e\":\"bookTicker\",}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\"}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":[],\"A\":\"1\",\"T\":1}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"61800.25\"}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"-1\"}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"1e3\"}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"\"}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"1.2.3\"}",
                "{\"e\":\"bookTicker\",\"s\":\"BTCUSDT\",\"b\":\"999999999999999999999\"}",
                "{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"b\":[[\"1\",\"2\"],]}",
                "{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"b\":[[\"1\"]]}",
                "{\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void garbageIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedFrame.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void aContractWithAMarginInCoinsIsSteppedOverThoughItHasTheNameOfOurs() throws Exception {
        var quote =
                "{\"e\":\"bookTicker\",\"u\":9,\"s\":\"ETHUSDT\",\"b\":\"65.1\",\"B\":\"3\",\"a\":\"65.2\",\"A\":\"2.5\",\"T\":7,\"st\":%d,\"ps\":\"ETHUSD\"}";
        assertThat(parse(quote.formatted(2))).isEqualTo("nothing");
        assertThat(streams).isEmpty();
        assertThat(parse(quote.formatted(1))).isInstanceOf(Quote.class);
    }

    private Object aggregate(String sizes) throws Exception {
        return parse("{\"e\":\"aggTrade\",\"E\":8,\"s\":\"ETHUSDT\",\"a\":5,\"p\":\"65.10\"," + sizes
                + ",\"f\":1,\"l\":2,\"T\":7,\"m\":true,\"st\":1,\"ps\":\"ETHUSDT\"}");
    }

    // G9
    @Test
    void whatMetOrdersThatWereInNoBookFillsNothing() throws Exception {
        assertThat(aggregate("\"q\":\"3\",\"nq\":\"1.25\""))
                .isInstanceOfSatisfying(Trade.class, t -> assertThat(t.size()).isEqualByComparingTo("1.25"));
        assertThat(aggregate("\"nq\":\"1.25\",\"q\":\"3\""))
                .isInstanceOfSatisfying(Trade.class, t -> assertThat(t.size()).isEqualByComparingTo("1.25"));
        assertThat(aggregate("\"q\":\"3\",\"nq\":\"0\"")).isEqualTo("nothing");
        assertThat(streams).containsExactly(FrameType.AGG_TRADE);
        assertThat(aggregate("\"q\":\"3\""))
                .isInstanceOfSatisfying(Trade.class, t -> assertThat(t.size()).isEqualByComparingTo("3"));
    }
}
