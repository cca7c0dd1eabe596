package trysail.simulator.binance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.model.Instrument;
import trysail.recording.CaptureDialect;
import trysail.simulator.binance.capture.Listing;
import trysail.simulator.binance.capture.UsdmCaptures;
import trysail.simulator.binance.market.UsdmStreams;
import trysail.simulator.fault.FaultWords;
import trysail.simulator.host.HostDialect;
import trysail.simulator.host.HostWords;
import trysail.simulator.host.HostedVenue;
import trysail.simulator.host.Protocol;
import trysail.simulator.play.StreamHub;
import trysail.simulator.play.StreamWords;

/** Binance USD-M futures, as its server speaks. */
public final class BinanceDialect implements HostDialect {
    private static final CaptureDialect CAPTURES = new UsdmCaptures();
    private static final FaultWords FAULTS = new BinanceFaults();

    private final Protocol protocol;

    /** As it speaks now. */
    public BinanceDialect() {
        this(Protocol.USUAL);
    }

    private BinanceDialect(Protocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public HostDialect in(Protocol year) {
        return new BinanceDialect(year);
    }

    @Override
    public String word() {
        return CAPTURES.word();
    }

    @Override
    public CaptureDialect captures() {
        return CAPTURES;
    }

    @Override
    public FaultWords faults() {
        return FAULTS;
    }

    @Override
    public Optional<Instrument> listed(String symbol) {
        return Listing.usual(symbol);
    }

    @Override
    public List<String> usualStreams(Instrument instrument, Set<String> recorded) {
        return UsdmStreams.usual(instrument, recorded);
    }

    @Override
    public List<String> made(Instrument instrument, Set<String> recorded) {
        return UsdmStreams.made(instrument, recorded);
    }

    @Override
    public List<String> carried(Instrument instrument) {
        return UsdmStreams.carried(instrument);
    }

    @Override
    public StreamWords streams(List<Instrument> instruments) {
        return new UsdmStreams(instruments, protocol);
    }

    @Override
    public HostWords speak(HostedVenue venue, StreamHub hub) {
        return new BinanceHost(venue, hub, protocol);
    }
}
