package trysail.simulator.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import trysail.recording.Listing;
import trysail.recording.UsdmFrame;
import trysail.simulator.binance.market.Derived;
import trysail.simulator.binance.market.DerivedDepth;
import trysail.simulator.binance.market.DerivedPrices;
import trysail.simulator.binance.market.StreamName;
import trysail.simulator.binance.market.UsdmText;
import trysail.simulator.candle.TimeFrame;

/**
 * Who gets which frame. A stream that the market carries itself is passed on as it is; any other is derived while it has
 * subscribers. Subscribing is thread-safe; publishing belongs to the thread that plays.
 */
public final class StreamHub {
    private final MarketSource source;
    private final List<MarketState> markets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new TreeMap<>();
    private volatile Routes routes;

    private record Entry(MarketStream stream, StreamName name, Optional<Derived> derived) {}

    /** Where frames of one instrument go. */
    private static final class Lane {
        final List<MarketStream> trades = new ArrayList<>();
        final List<MarketStream> quotes = new ArrayList<>();
        final List<MarketStream> depth = new ArrayList<>();
        final List<Derived> derived = new ArrayList<>();
    }

    private record Routes(List<Lane> lanes, Map<String, MarketStream> others) {}

    public StreamHub(MarketSource source, List<MarketState> markets) {
        this.source = source;
        this.markets = markets;
        for (int i = 0; i < markets.size(); i++) {
            var symbol = Listing.venueSymbol(markets.get(i).instrument());
            numbers.put(symbol.toLowerCase(Locale.ROOT), i);
        }
        this.routes = routes();
    }

    /** Subscribes; false when this venue has no stream of that name. */
    public boolean subscribe(String name, Subscriber subscriber) {
        lock.lock();
        try {
            var entry = entries.get(name);
            if (entry == null) {
                var made = entry(name);
                if (made.isEmpty()) {
                    return false;
                }
                entry = made.get();
                entries.put(name, entry);
            }
            entry.stream.add(subscriber);
            routes = routes();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #subscribe} would find a stream of that name. */
    public boolean offers(String name) {
        return source.streams().contains(name)
                || StreamName.parse(name)
                        .filter(n -> n.ofAll() || numbers.containsKey(n.symbol()))
                        .isPresent();
    }

    public void unsubscribe(String name, Subscriber subscriber) {
        lock.lock();
        try {
            var entry = entries.get(name);
            if (entry != null) {
                entry.stream.remove(subscriber);
                if (!entry.stream.wanted()) {
                    entries.remove(name);
                }
                routes = routes();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody subscribes to this stream now. */
    public boolean wanted(String name) {
        lock.lock();
        try {
            return entries.containsKey(name);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Entry> entry(String name) {
        if (!offers(name)) {
            return Optional.empty();
        }
        var stream = new MarketStream(name);
        var parsed = StreamName.parse(name)
                .orElseGet(() -> new StreamName(name, "", new StreamName.Topic.Quotes())); // recorded, of no known kind
        boolean carried = source.streams().contains(name);
        return Optional.of(new Entry(stream, parsed, carried ? Optional.empty() : derived(stream, parsed)));
    }

    private Optional<Derived> derived(MarketStream stream, StreamName name) {
        if (name.ofAll()) {
            return switch (name.topic()) {
                case StreamName.Topic.Ticker(boolean mini) -> Optional.of(DerivedPrices.tickers(stream, mini, markets));
                case StreamName.Topic.Mark(int period) -> Optional.of(DerivedPrices.marks(stream, period, markets));
                case StreamName.Topic.Trades t -> Optional.empty();
                case StreamName.Topic.AggTrades t -> Optional.empty();
                case StreamName.Topic.Quotes t -> Optional.empty();
                case StreamName.Topic.Diff t -> Optional.empty();
                case StreamName.Topic.Top t -> Optional.empty();
                case StreamName.Topic.Klines t -> Optional.empty();
            };
        }
        var instrument = markets.get(number(name)).instrument();
        var text = new UsdmText(instrument);
        return switch (name.topic()) {
            case StreamName.Topic.AggTrades() -> Optional.of(DerivedPrices.aggTrades(stream, text));
            case StreamName.Topic.Diff(int period) -> Optional.of(new DerivedDepth.Merged(stream, text, period));
            case StreamName.Topic.Top(int levels, int period) ->
                Optional.of(new DerivedDepth.Top(stream, text, levels, period));
            case StreamName.Topic.Klines(TimeFrame frame) -> Optional.of(DerivedPrices.klines(stream, frame));
            case StreamName.Topic.Ticker(boolean mini) -> Optional.of(DerivedPrices.ticker(stream, mini));
            case StreamName.Topic.Mark(int period) -> Optional.of(DerivedPrices.mark(stream, period));
            case StreamName.Topic.Trades(), StreamName.Topic.Quotes() -> Optional.empty();
        };
    }

    private int number(StreamName name) {
        return numbers.getOrDefault(name.symbol(), 0);
    }

    private Routes routes() {
        var lanes = new ArrayList<Lane>();
        markets.forEach(m -> lanes.add(new Lane()));
        var others = new TreeMap<String, MarketStream>();
        for (var entry : entries.values()) {
            if (entry.name.ofAll()) {
                lanes.forEach(lane -> route(entry, lane));
            } else {
                route(entry, lanes.get(number(entry.name)));
            }
            others.put(entry.stream.name(), entry.stream);
        }
        return new Routes(lanes, others);
    }

    private void route(Entry entry, Lane lane) {
        if (entry.derived.isPresent()) {
            lane.derived.add(entry.derived.get());
            return;
        }
        switch (entry.name.topic()) {
            case StreamName.Topic.Trades() -> lane.trades.add(entry.stream);
            case StreamName.Topic.Quotes() -> lane.quotes.add(entry.stream);
            case StreamName.Topic.Diff(int period) -> {
                if (source.depthStream(number(entry.name)).equals(entry.stream.name())) {
                    lane.depth.add(entry.stream);
                }
            }
            case StreamName.Topic.AggTrades t -> {}
            case StreamName.Topic.Top t -> {}
            case StreamName.Topic.Klines t -> {}
            case StreamName.Topic.Ticker t -> {}
            case StreamName.Topic.Mark t -> {}
        }
    }

    /** Hands a frame to everybody who wants it. */
    void publish(UsdmFrame frame) {
        var now = routes;
        switch (frame.kind) {
            case TRADE -> send(now.lanes.get(frame.instrument).trades, frame);
            case QUOTE -> send(now.lanes.get(frame.instrument).quotes, frame);
            case DEPTH -> send(now.lanes.get(frame.instrument).depth, frame);
            case OTHER -> {
                var stream = now.others.get(source.otherStream());
                if (stream != null) {
                    stream.send(frame.text, frame.dataFrom, frame.dataTo);
                }
                return;
            }
            case SNAPSHOT, ASIDE -> {
                return;
            }
        }
        var derived = now.lanes.get(frame.instrument).derived;
        for (int i = 0; i < derived.size(); i++) {
            derived.get(i).on(frame, markets.get(frame.instrument));
        }
    }

    private static void send(List<MarketStream> streams, UsdmFrame frame) {
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).send(frame.text, frame.dataFrom, frame.dataTo);
        }
    }

    /** What derived streams have gathered goes out: at the end of a pass. */
    void flushDerived() {
        routes.lanes.forEach(lane -> lane.derived.forEach(Derived::flush));
    }
}
