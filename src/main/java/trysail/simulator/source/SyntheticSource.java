package trysail.simulator.source;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import trysail.json.FrameText;
import trysail.model.Instrument;
import trysail.recording.Listing;
import trysail.recording.UsdmFrame;
import trysail.simulator.binance.market.UsdmText;
import trysail.simulator.play.MarketSource;
import trysail.simulator.play.Opening;

/** Generated markets side by side, merged by time; a pass that never ends. */
public final class SyntheticSource implements MarketSource {
    private final List<Instrument> instruments;
    private final List<SyntheticMarket> markets;
    private final List<Opening> openings;
    private final List<UsdmText> texts;
    private final Set<String> streams = new HashSet<>();
    private final FrameText text = new FrameText();
    private long began;

    public SyntheticSource(List<Instrument> instruments, long seed) {
        this.instruments = List.copyOf(instruments);
        this.markets =
                instruments.stream().map(i -> new SyntheticMarket(i, seed)).toList();
        this.openings = markets.stream().map(SyntheticMarket::opening).toList();
        this.texts = instruments.stream().map(UsdmText::new).toList();
        for (int i = 0; i < instruments.size(); i++) {
            streams.addAll(List.of(lower(i) + "@trade", lower(i) + "@bookTicker", depthStream(i)));
        }
    }

    private String lower(int i) {
        return Listing.venueSymbol(instruments.get(i)).toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public Set<String> streams() {
        return Set.copyOf(streams);
    }

    @Override
    public String depthStream(int instrument) {
        return lower(instrument) + "@depth@0ms";
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
    public void next(UsdmFrame frame) {
        int i = nearest();
        frame.eventTime = began + markets.get(i).due() / 1_000_000;
        frame.transactTime = frame.eventTime;
        frame.instrument = i;
        frame.bidLevels = 0;
        frame.askLevels = 0;
        SyntheticMarket.fill(markets.get(i).next(), frame);
        texts.get(i).combined(frame, text);
    }

    @Override
    public String otherStream() {
        return "";
    }
}
