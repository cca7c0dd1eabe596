package trysail.simulator.binance.market;

import java.util.List;
import trysail.json.FrameText;
import trysail.simulator.play.Derived;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.MarketStream;
import trysail.simulator.play.Tick;

/** The best prices of every contract of both families, each as it changes. */
final class AllQuotes implements Derived {
    private final MarketStream out;
    private final List<UsdmText> texts;
    private final List<List<UsdmText>> twins;
    private final FrameText data = new FrameText();

    AllQuotes(MarketStream out, List<MarketState> markets, Families families) {
        this.out = out;
        texts = markets.stream()
                .map(m -> new UsdmText(m.instrument(), families))
                .toList();
        twins = markets.stream()
                .map(MarketState::instrument)
                .map(i -> families.hasTwin(i) ? List.of(UsdmText.ofTwin(i, families)) : List.<UsdmText>of())
                .toList();
    }

    @Override
    public void on(Tick.OnMarket tick, MarketState market) {
        if (tick instanceof Tick.Quoted quote) {
            send(quote, texts.get(tick.instrument()));
            twins.get(tick.instrument()).forEach(text -> send(quote, text));
        }
    }

    private void send(Tick.Quoted quote, UsdmText text) {
        text.quote(quote, data.clear());
        out.send(data);
    }

    @Override
    public void flush() {}
}
