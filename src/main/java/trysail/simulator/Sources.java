package trysail.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.model.Instrument;
import trysail.recording.Recording;
import trysail.simulator.host.HostDialect;
import trysail.simulator.play.MarketSource;
import trysail.simulator.source.FeedSpec;
import trysail.simulator.source.RecordedSource;
import trysail.simulator.source.SyntheticMarket;
import trysail.simulator.source.SyntheticSource;

/** The market that an exchange is to play, and the streams of it. */
final class Sources {
    private Sources() {}

    /** Reads a recording, or makes a market of what is asked for. */
    static MarketSource of(SimulatedExchange.Config config) {
        return switch (config.feed()) {
            case FeedSpec.Recorded(var file) ->
                new RecordedSource(Recording.load(file, config.dialect().captures()));
            case FeedSpec.Synthetic(long seed) -> {
                var symbols = config.symbols().isEmpty() ? Instrument.USUAL : config.symbols();
                yield new SyntheticSource(
                        symbols.stream().map(s -> listed(config.dialect(), s)).toList(), seed);
            }
        };
    }

    private static Instrument listed(HostDialect dialect, String symbol) {
        return dialect.listed(symbol).orElseGet(() -> SyntheticMarket.unlisted(symbol));
    }

    /** The names of the streams that it carries: of a recording, those that it holds and those made of them. */
    static Set<String> carried(SimulatedExchange.Config config, MarketSource source) {
        var instruments = source.instruments();
        return source.streams().isEmpty()
                ? instruments.stream()
                        .flatMap(i -> config.dialect().carried(i).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Stream.concat(
                                source.streams().stream(),
                                instruments.stream().flatMap(i -> config.dialect().made(i, source.streams()).stream()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A recording that is played once begins when all of these have a subscriber.
     *
     * @throws IllegalArgumentException when it holds none of what is asked for
     */
    static List<String> awaited(SimulatedExchange.Config config, MarketSource source, Set<String> carried) {
        var told = source.streams().isEmpty() ? Set.<String>of() : carried;
        var wanted = source.instruments().stream()
                .filter(i -> config.symbols().isEmpty() || config.symbols().contains(i.symbol()))
                .toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(config.feed() + " holds " + source.instruments() + " but none of "
                    + config.symbols() + "; name one it holds");
        }
        return wanted.stream()
                .flatMap(i -> config.dialect().usualStreams(i, told).stream())
                .toList();
    }
}
