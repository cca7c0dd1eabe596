package trysail.simulator.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import trysail.fault.Fault;
import trysail.json.FrameText;

/**
 * Who gets which tick. A stream that was recorded is passed on as it was; any other is written, or made of ticks, while it
 * has subscribers. Subscribing is thread-safe; publishing belongs to the thread that plays.
 */
public final class StreamHub {
    private final MarketSource source;
    private final List<MarketState> markets;
    private final StreamWords words;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final FrameText written = new FrameText();
    private volatile Routes routes;
    private Optional<Fault.AckSilent> silenced = Optional.empty();

    /** A stream; without a topic it carries what was recorded on it and is of no kind we know. */
    private record Entry(MarketStream stream, Optional<StreamWords.Topic> topic, Optional<Derived> derived) {}

    /** Where ticks of one instrument go. */
    private static final class Lane {
        final List<MarketStream> trades = new ArrayList<>();
        final List<MarketStream> quotes = new ArrayList<>();
        final List<MarketStream> changes = new ArrayList<>();
        final List<Derived> derived = new ArrayList<>();
    }

    private record Routes(List<Lane> lanes, Map<String, MarketStream> byName) {}

    public StreamHub(MarketSource source, List<MarketState> markets, StreamWords words) {
        this.source = source;
        this.markets = markets;
        this.words = words;
        this.routes = routes();
    }

    /** Which streams carry nothing from now on, though they are subscribed to as ever; empty: none. */
    public void silence(Optional<Fault.AckSilent> which) {
        lock.lock();
        try {
            silenced = which;
            entries.values().forEach(this::silence);
        } finally {
            lock.unlock();
        }
    }

    private void silence(Entry entry) {
        entry.stream.silent(silenced.flatMap(Fault.AckSilent::part)
                .filter(part -> entry.stream.name().contains(part) || carries(entry.stream.name(), part))
                .isPresent());
    }

    /** Whatever the venue calls it. */
    private boolean carries(String stream, String kind) {
        return topic(stream).filter(t -> t.word().equals(kind)).isPresent();
    }

    /** Subscribes; false when this venue has no stream of that name. */
    public boolean subscribe(String name, Subscriber subscriber) {
        lock.lock();
        try {
            var entry = entries.get(name);
            if (entry == null) {
                if (!offers(name)) {
                    return false;
                }
                entry = entry(name);
                silence(entry);
                entries.put(name, entry);
            }
            if (silenced.filter(s -> s.part().isEmpty()).isPresent()) {
                return true; // and nothing ever comes
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
        return source.streams().contains(name) || topic(name).isPresent();
    }

    /** Whether the market was recorded with a stream of that name. */
    public boolean recorded(String name) {
        return source.streams().contains(name);
    }

    private Optional<StreamWords.Topic> topic(String name) {
        return words.topic(name, markets, source);
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

    private Entry entry(String name) {
        var stream = new MarketStream(name, words);
        var recorded = source.streams().contains(name);
        var topic = topic(name).filter(t -> !recorded || isOfTicks(t));
        var derived = topic.flatMap(t -> t instanceof StreamWords.Topic.Made made
                ? Optional.of(made.maker().apply(stream))
                : Optional.<Derived>empty());
        return new Entry(stream, topic, derived);
    }

    /** Whether a recorded stream's ticks are of a kind that is played; any other one is passed on by its name. */
    private static boolean isOfTicks(StreamWords.Topic topic) {
        return !(topic instanceof StreamWords.Topic.Made) && topic.instrument() != StreamWords.ALL;
    }

    private Routes routes() {
        var lanes = new ArrayList<Lane>();
        markets.forEach(m -> lanes.add(new Lane()));
        var byName = new TreeMap<String, MarketStream>();
        for (var entry : entries.values()) {
            byName.put(entry.stream.name(), entry.stream);
            entry.topic.ifPresent(topic -> {
                for (int i = 0; i < lanes.size(); i++) {
                    if (topic.instrument() == i || topic.instrument() == StreamWords.ALL) {
                        route(entry, topic, lanes.get(i));
                    }
                }
            });
        }
        return new Routes(lanes, byName);
    }

    private static void route(Entry entry, StreamWords.Topic topic, Lane lane) {
        switch (topic) {
            case StreamWords.Topic.Trades t -> lane.trades.add(entry.stream);
            case StreamWords.Topic.Quotes q -> lane.quotes.add(entry.stream);
            case StreamWords.Topic.Changes c -> lane.changes.add(entry.stream);
            case StreamWords.Topic.Made m -> entry.derived.ifPresent(lane.derived::add);
        }
    }

    /**
     * Hands a tick to everybody who wants it, written once for all of them.
     *
     * @param altered whether it is not what was recorded any more
     */
    void publish(Tick.OnMarket tick, boolean altered) {
        var lane = routes.lanes.get(tick.instrument());
        var streams = switch (tick) {
            case Tick.Traded t -> lane.trades;
            case Tick.Quoted q -> lane.quotes;
            case Tick.Changed c -> lane.changes;
        };
        if (!streams.isEmpty()) {
            var text = text(tick, altered);
            for (int i = 0; i < streams.size(); i++) {
                streams.get(i).send(text);
            }
        }
        var market = markets.get(tick.instrument());
        for (int i = 0; i < lane.derived.size(); i++) {
            lane.derived.get(i).on(tick, market);
        }
    }

    private FrameText text(Tick.OnMarket tick, boolean altered) {
        var recorded = altered ? Optional.<FrameText>empty() : source.recorded();
        if (recorded.isPresent()) {
            return recorded.get();
        }
        words.write(tick, written.clear());
        return written;
    }

    /** Hands on what was recorded on a stream, as it is. */
    void passOn(Tick.Foreign tick) {
        var stream = routes.byName.get(tick.stream());
        if (stream != null) {
            source.recorded().ifPresent(stream::send);
        }
    }

    /** What derived streams have gathered goes out: at the end of a pass. */
    void flushDerived() {
        routes.lanes.forEach(lane -> lane.derived.forEach(Derived::flush));
    }
}
