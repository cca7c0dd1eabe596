package trysail.venue.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import trysail.feed.Diff;
import trysail.json.MalformedFrame;
import trysail.model.MarketEvent;

/** A frame that was damaged on its way is read or refused; nothing else ever comes out of the parser. */
class FrameGarbageProperties {
    private static final List<String> FRAMES = List.of(
            FakeVenue.quote("61800.20", "61800.30"),
            FakeVenue.diff(99, 101, 98, "[[\"61802.00\",\"1\"]]", "[[\"61803.00\",\"0\"],[\"61804.00\",\"0.1\"]]"),
            "{\"error\":{\"code\":2,\"msg\":\"In\\\"valid\"},\"id\":4}",
            "{\"e\":\"kline\",\"E\":1,\"s\":\"BTCUSDT\",\"k\":{\"t\":1,\"T\":2,\"o\":\"1\",\"c\":\"2\",\"h\":\"3\",\"l\":\"1\",\"v\":\"9\",\"x\":true}}");

    private static final BinanceFrames.Handler DEAF = new BinanceFrames.Handler() {
        @Override
        public void event(MarketEvent event) {}

        @Override
        public void diff(Diff diff) {}

        @Override
        public void answer(long id, Optional<String> refusal) {}
    };

    @Property(tries = 5_000)
    void damagedFramesAreReadOrRefused(
            @ForAll @IntRange(max = 3) int which,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> where,
            @ForAll byte damage,
            @ForAll @IntRange(max = 400) int cut)
            throws InterruptedException {
        var bytes = FRAMES.get(which).getBytes(UTF_8);
        where.forEach(at -> bytes[at % bytes.length] = damage);
        try {
            new BinanceFrames(List.of(Recording.BTC)).parse(bytes, 0, Math.max(1, bytes.length - cut), DEAF);
        } catch (MalformedFrame e) {
            // refused
        }
    }
}
