package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trysail.exchange.AccountReport;
import trysail.feed.Diff;
import trysail.model.MarketEvent;
import trysail.model.OrderState;
import trysail.model.Quote;
import trysail.model.Trade;

/** Our readers take the frames that a stock ccxt.pro took. */
class StrangersFramesTest {
    private static List<String> frames(String kind) throws Exception {
        try (var in = StrangersFramesTest.class.getResourceAsStream("/dialogue/ccxt-streams.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(l -> l.startsWith("< {\"e\":\"" + kind + "\""))
                    .map(l -> l.substring(2))
                    .toList();
        }
    }

    @Test
    void marketFramesAreRead() throws Exception {
        var heard = new ArrayList<Object>();
        var reader = new BinanceFrames(List.of(Recording.BTC));
        var handler = new BinanceFrames.Handler() {
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
                heard.add(id);
            }
        };
        for (var kind : List.of("bookTicker", "trade", "depthUpdate")) {
            for (var frame : frames(kind)) { // the combined form is the one that our feed asks for
                var bytes = ("{\"stream\":\"btcusdt@" + kind + "\",\"data\":" + frame + "}").getBytes(UTF_8);
                reader.parse(bytes, 0, bytes.length, handler);
            }
        }
        assertThat(heard).extracting(Object::getClass).containsExactly(Quote.class, Trade.class, Diff.class);
    }

    @Test
    void accountFramesAreRead() throws Exception {
        var states = new ArrayList<OrderState>();
        var filled = new ArrayList<String>();
        for (var frame : frames("ORDER_TRADE_UPDATE")) {
            var bytes = frame.getBytes(UTF_8);
            var report =
                    (AccountMessages.Meaning.Report) AccountMessages.read(bytes, 0, bytes.length, new BinanceSymbols());
            var changed = (AccountReport.OrderChanged) report.report();
            states.add(changed.order().state());
            changed.fill().ifPresent(f -> filled.add(f.size().toPlainString()));
        }
        assertThat(states).containsExactly(OrderState.NEW, OrderState.CANCELLED, OrderState.FILLED);
        assertThat(filled).containsExactly("0.002");
    }
}
