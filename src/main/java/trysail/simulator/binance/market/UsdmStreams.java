package trysail.simulator.binance.market;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.candle.TimeFrame;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.MarketState;
import trysail.simulator.play.StreamWords;
import trysail.simulator.play.Tick;

/** The market streams of Binance USD-M. */
public final class UsdmStreams implements StreamWords {
    private static final byte[] END = {'}'};

    /** Best first. */
    private static final List<String> DEPTH =
            List.of("@depth@0ms", "@depth@100ms", "@depth", "@depth@250ms", "@depth@500ms");

    private static final List<List<String>> KINDS =
            List.of(List.of("@bookTicker"), List.of("@trade", "@aggTrade"), DEPTH);

    private final List<UsdmText> texts;
    private final Families families;

    public UsdmStreams(List<Instrument> instruments, Protocol protocol) {
        families = Families.of(protocol);
        texts = instruments.stream().map(i -> new UsdmText(i, families)).toList();
    }

    /** What a client subscribes to before it trades an instrument: of each kind the best that is carried. */
    public static List<String> usual(Instrument instrument, Set<String> recorded) {
        var symbol = Symbols.inStreams(instrument);
        return KINDS.stream()
                .flatMap(kind -> kind.stream()
                        .map(suffix -> symbol + suffix)
                        .filter(name -> recorded.isEmpty() || recorded.contains(name))
                        .limit(1))
                .toList();
    }

    /** Quotes that were not recorded are those of the book, or at least near the trades. */
    public static List<String> made(Instrument instrument, Set<String> recorded) {
        var symbol = Symbols.inStreams(instrument);
        var quotes = symbol + "@bookTicker";
        return !recorded.contains(quotes) && hasQuotes(symbol, recorded) ? List.of(quotes) : List.of();
    }

    private static boolean hasQuotes(String symbol, Set<String> streams) {
        return KINDS.stream().flatMap(List::stream).anyMatch(suffix -> streams.contains(symbol + suffix));
    }

    /** The same, and what is next best. */
    public static List<String> carried(Instrument instrument) {
        var symbol = Symbols.inStreams(instrument);
        return KINDS.stream()
                .flatMap(List::stream)
                .map(suffix -> symbol + suffix)
                .toList();
    }

    @Override
    public Optional<Topic> topic(String name, List<MarketState> markets, MarketSource source) {
        return StreamName.parse(name)
                .filter(n -> isCarried(n, source))
                .flatMap(n -> n.ofAll() ? ofAll(n, markets) : number(n, markets).map(i -> of(n, i, source)));
    }

    /** A recording carries what it holds, and what can be made of that; a market that is made up, everything. */
    private static boolean isCarried(StreamName name, MarketSource source) {
        var streams = source.streams();
        if (streams.isEmpty() || name.ofAll()) {
            return true;
        }
        var trades = streams.contains(name.symbol() + "@trade");
        return switch (name.topic()) {
            case StreamName.Topic.Trades() -> trades;
            case StreamName.Topic.AggTrades() -> trades || streams.contains(name.text());
            case StreamName.Topic.Quotes() -> hasQuotes(name.symbol(), streams);
            case StreamName.Topic.Diff d -> isAnyDepth(name, streams);
            case StreamName.Topic.Top t -> isAnyDepth(name, streams);
            case StreamName.Topic.Klines k -> true;
            case StreamName.Topic.Ticker t -> true;
            case StreamName.Topic.Mark m -> true;
        };
    }

    private static boolean isAnyDepth(StreamName name, Set<String> streams) {
        return DEPTH.stream().anyMatch(suffix -> streams.contains(name.symbol() + suffix));
    }

    private static Optional<Integer> number(StreamName name, List<MarketState> markets) {
        for (int i = 0; i < markets.size(); i++) {
            if (Symbols.inStreams(markets.get(i).instrument()).equals(name.symbol())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Optional<Topic> ofAll(StreamName name, List<MarketState> markets) {
        return switch (name.topic()) {
            case StreamName.Topic.Quotes() ->
                Optional.of(
                        switch (families) {
                            case ALONE -> new Topic.Quotes(ALL);
                            case MERGED -> new Topic.Made(ALL, out -> new AllQuotes(out, markets, families));
                        });
            case StreamName.Topic.Ticker(boolean mini) ->
                Optional.of(new Topic.Made(ALL, out -> DerivedPrices.tickers(out, mini, markets, families)));
            case StreamName.Topic.Mark(int period) ->
                Optional.of(new Topic.Made(ALL, out -> DerivedPrices.marks(out, period, markets, families)));
            case StreamName.Topic.Trades none -> Optional.empty();
            case StreamName.Topic.AggTrades none -> Optional.empty();
            case StreamName.Topic.Diff none -> Optional.empty();
            case StreamName.Topic.Top none -> Optional.empty();
            case StreamName.Topic.Klines none -> Optional.empty();
        };
    }

    /** Where only aggregated trades were recorded, they are the trades of the market. */
    private static boolean isPlayedFrom(StreamName aggregated, MarketSource source) {
        return source.streams().contains(aggregated.text())
                && !source.streams().contains(aggregated.symbol() + "@trade");
    }

    private Topic of(StreamName name, int i, MarketSource source) {
        return switch (name.topic()) {
            case StreamName.Topic.Trades() -> new Topic.Trades(i);
            case StreamName.Topic.Quotes() -> new Topic.Quotes(i);
            case StreamName.Topic.Diff(int period) ->
                source.changesStream(i).map(name.text()::equals).orElse(period == 0)
                        ? new Topic.Changes(i)
                        : new Topic.Made(i, out -> new DerivedDepth.Merged(out, texts.get(i), period));
            case StreamName.Topic.AggTrades() ->
                isPlayedFrom(name, source)
                        ? new Topic.Trades(i)
                        : new Topic.Made(i, out -> DerivedPrices.aggTrades(out, texts.get(i)));
            case StreamName.Topic.Top(int levels, int period) ->
                new Topic.Made(i, out -> new DerivedDepth.Top(out, texts.get(i), levels, period));
            case StreamName.Topic.Klines(TimeFrame frame) ->
                new Topic.Made(i, out -> DerivedPrices.klines(out, frame, families));
            case StreamName.Topic.Ticker(boolean mini) ->
                new Topic.Made(i, out -> DerivedPrices.ticker(out, mini, families));
            case StreamName.Topic.Mark(int period) ->
                new Topic.Made(i, out -> DerivedPrices.mark(out, period, families));
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
