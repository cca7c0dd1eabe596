package trysail.simulator.play;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import trysail.json.FrameText;

/**
 * How a venue names its market streams and what it writes on them. Names are looked up by any thread; ticks are written by
 * the one that plays the market.
 */
public interface StreamWords {
    /** Of every instrument. */
    int ALL = -1;

    /** What a stream carries of the instrument with this index, or of {@link #ALL}. */
    sealed interface Topic {
        int instrument();

        /** What it carries, in the word of every venue; empty where there is none. */
        default String word() {
            return switch (this) {
                case Trades t -> "trades";
                case Quotes q -> "quotes";
                case Changes c -> "depth";
                case Made m -> "";
            };
        }

        /** Each trade. */
        record Trades(int instrument) implements Topic {}

        /** Each change of the best prices. */
        record Quotes(int instrument) implements Topic {}

        /** Each change of the book. */
        record Changes(int instrument) implements Topic {}

        /** Something made of ticks for this stream. */
        record Made(int instrument, Function<MarketStream, Derived> maker) implements Topic {}
    }

    /** What the stream of this name carries; empty when the venue has none of that name. */
    Optional<Topic> topic(String name, List<MarketState> markets, MarketSource source);

    /** What stands before a message where several streams share a connection, and names its stream. */
    byte[] before(String stream);

    /** What stands after it there. */
    byte[] after(String stream);

    /** Writes what the venue says of this tick on the stream that carries its kind. */
    void write(Tick.OnMarket tick, FrameText into);
}
