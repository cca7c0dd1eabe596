package trysail.simulator.binance.call;

import java.util.Locale;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.simulator.binance.capture.Listing;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;

/** The venue's spelling of symbols. */
public final class Symbols {
    private Symbols() {}

    /** {@code BTCUSDT} for {@code BTC-USDT}, {@code BTCUSDT_261225} for {@code BTC-USDT-261225}. */
    public static String of(Instrument instrument) {
        return Listing.venueSymbol(instrument);
    }

    public static String of(MarketView market) {
        return of(market.instrument());
    }

    /** As names of streams spell it: {@code btcusdt}. */
    public static String inStreams(Instrument instrument) {
        return of(instrument).toLowerCase(Locale.ROOT);
    }

    /** The market of this symbol, in capitals or not; empty when the venue has none. */
    public static Optional<MarketView> find(Markets markets, String symbol) {
        return markets.all().stream()
                .filter(m -> of(m).equals(symbol.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
