package trysail.simulator.binance.market;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.candle.TimeFrame;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.StreamWords;
import trysail.simulator.play.Tick;

/** The market streams of Binance USD-M. */
public final class UsdmStreams implements StreamWords {
    private static final byte[] END = {'}'};

    private final List<UsdmText> texts;

    public UsdmStreams(List<Instrument> instruments) {
        texts = instruments.stream().map(UsdmText::new).toList();
    }

    /** What a client subscribes to before it trades an instrument: one of each line. */
    public static List<List<String>> usual(Instrument instrument) {
        var symbol = Symbols.inStreams(instrument);
        return List.of(
                List.of(symbol + "@bookTicker"),
                List.of(symbol + "@trade", symbol + "@aggTrade"),
                List.of(
                        symbol + "@depth@0ms",
                        symbol + "@depth@100ms",
                        symbol + "@depth",
                        symbol + "@depth@250ms",
                        symbol + "@depth@500ms"));
    }

    @Override
    public Optional<Topic> topic(String name, List<MarketState> markets, MarketSource source) {
        return StreamName.parse(name)
                .flatMap(n -> n.ofAll() ? ofAll(n, markets) : number(n, markets).map(i -> of(n, i, markets, source)));
    }

    private static Optional<Integer> number(StreamName name, List<MarketState> markets) {
        for (int i = 0; i < markets.size(); i++) {
            if (Symbols.inStreams(markets.get(i).instrument()).equals(name.symbol())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Topic> ofAll(StreamName name, List<MarketState> markets) {
        return switch (name.topic()) {
            case StreamName.Topic.Quotes() -> Optional.of(new Topic.Quotes(ALL));
            case StreamName.Topic.Ticker(boolean mini) ->
                Optional.of(new Topic.Made(ALL, out -> DerivedPrices.tickers(out, mini, markets)));
            case StreamName.Topic.Mark(int period) ->
                Optional.of(new Topic.Made(ALL, out -> DerivedPrices.marks(out, period, markets)));
            case StreamName.Topic.Trades none -> Optional.empty();
            case StreamName.Topic.AggTrades none -> Optional.empty();
            case StreamName.Topic.Diff none -> Optional.empty();
            case StreamName.Topic.Top none -> Optional.empty();
            case StreamName.Topic.Klines none -> Optional.empty();
        };
    }

    private static Topic of(StreamName name, int i, List<MarketState> markets, MarketSource source) {
        var instrument = markets.get(i).instrument();
        return switch (name.topic()) {
            case StreamName.Topic.Trades() ->
                source.tradesStream(i).map(name.text()::equals).orElse(true)
                        ? new Topic.Trades(i)
                        : new Topic.Made(i, out -> DerivedPrices.trades(out, new UsdmText(instrument)));
            case StreamName.Topic.Quotes() -> new Topic.Quotes(i);
            case StreamName.Topic.Diff(int period) ->
                source.changesStream(i).map(name.text()::equals).orElse(period == 0)
                        ? new Topic.Changes(i)
                        : new Topic.Made(i, out -> new DerivedDepth.Merged(out, new UsdmText(instrument), period));
            case StreamName.Topic.AggTrades() ->
                source.tradesStream(i).map(name.text()::equals).orElse(false)
                        ? new Topic.Trades(i)
                        : new Topic.Made(i, out -> DerivedPrices.aggTrades(out, new UsdmText(instrument)));
            case StreamName.Topic.Top(int levels, int period) ->
                new Topic.Made(i, out -> new DerivedDepth.Top(out, new UsdmText(instrument), levels, period));
            case StreamName.Topic.Klines(TimeFrame frame) -> new Topic.Made(i, out -> DerivedPrices.klines(out, frame));
            case StreamName.Topic.Ticker(boolean mini) -> new Topic.Made(i, out -> DerivedPrices.ticker(out, mini));
            case StreamName.Topic.Mark(int period) -> new Topic.Made(i, out -> DerivedPrices.mark(out, period));
        };
    }

    @Override
    public byte[] before(String stream) {
        return ("{\"stream\":\"" + stream + "\",\"data\":").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] after(String stream) {
        return END;
    }

    @Override
    public void write(Tick.OnMarket tick, FrameText into) {
        texts.get(tick.instrument()).write(tick, into);
    }
}
