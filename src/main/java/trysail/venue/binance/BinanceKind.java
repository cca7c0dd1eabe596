package trysail.venue.binance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.exchange.Credentials;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.model.InstrumentKind;
import trysail.scope.SessionContext;

/** Binance's USD-M futures. */
public final class BinanceKind implements VenueKind {
    static final String WORD = "binance-usdm";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String title() {
        return "Binance USD-M futures";
    }

    @Override
    public Set<InstrumentKind> instruments() {
        return Set.of(InstrumentKind.LINEAR_PERPETUAL, InstrumentKind.LINEAR_DELIVERY);
    }

    @Override
    public Site real() {
        return new Site(BinanceVenue.REST, BinanceVenue.WEB_SOCKET);
    }

    @Override
    public List<String> realDomains() {
        return List.of("binance.com", "binance.vision");
    }

    @Override
    public boolean wantsPassphrase() {
        return false;
    }

    @Override
    public Venue open(Site site, Optional<Credentials> credentials, SessionContext context, long seed) {
        return new BinanceVenue(context, site, credentials, seed);
    }
}
