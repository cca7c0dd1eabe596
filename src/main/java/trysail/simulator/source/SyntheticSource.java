package trysail.simulator.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.model.Levels;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.Opening;
import trysail.simulator.play.Tick;

/** Generated markets side by side, merged by time; a pass that never ends. */
public final class SyntheticSource implements MarketSource {
    private final List<Instrument> instruments;
    private final List<SyntheticMarket> markets;
    private final List<Opening> openings;
    private long began;

    public SyntheticSource(List<Instrument> instruments, long seed) {
        this.instruments = List.copyOf(instruments);
        this.markets =
                instruments.stream().map(i -> new SyntheticMarket(i, seed)).toList();
        this.openings = markets.stream().map(SyntheticMarket::opening).toList();
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public Set<String> streams() {
        return Set.of();
    }

    @Override
    public Optional<String> changesStream(int instrument) {
        return Optional.empty();
    }

    @Override
    public Opening opening(int i) {
        return openings.get(i);
    }

    @Override
    public boolean snapshotAhead(int i) {
        return false;
    }

    @Override
    public boolean snapshotInside(int i) {
        return false;
    }

    @Override
    public void begin(int pass, long now) {
        began = now;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    private int nearest() {
        int best = 0;
        for (int i = 1; i < markets.size(); i++) {
            if (markets.get(i).due() < markets.get(best).due()) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public long due() {
        return markets.get(nearest()).due();
    }

    @Override
    public Tick next() {
        int i = nearest();
        long time = began + markets.get(i).due() / 1_000_000;
        return switch (markets.get(i).next()) {
            case SyntheticMarket.Move.Traded(long id, long price, long size, boolean maker) ->
                new Tick.Traded(i, time, time, id, price, size, maker);
            case SyntheticMarket.Move.Quoted(long id, long bid, long bidSize, long ask, long askSize) ->
                new Tick.Quoted(i, time, time, id, bid, bidSize, ask, askSize);
            case SyntheticMarket.Move.Changed(long first, long last, long previous, Levels bids, Levels asks) ->
                new Tick.Changed(i, time, time, first, last, previous, bids, asks);
        };
    }

    @Override
    public Optional<FrameText> recorded() {
        return Optional.empty();
    }
}
