package trysail.venue.binance;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.exchange.Credentials;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.model.InstrumentKind;
import trysail.scope.SessionContext;

/** Binance's USD-M futures: the real ones, and the venue's own demo of them, where the money is play money. */
public enum BinanceKind implements VenueKind {
    /** Where orders cost money. */
    REAL("binance-usdm", "Binance USD-M futures"),
    /** The same words, at another place and without money. */
    DEMO("binance-usdm-demo", "Binance USD-M futures, the venue's demo");

    private final String word;
    private final String title;

    BinanceKind(String word, String title) {
        this.word = word;
        this.title = title;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String dialect() {
        return REAL.word;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Set<InstrumentKind> instruments() {
        return Set.of(InstrumentKind.LINEAR_PERPETUAL, InstrumentKind.LINEAR_DELIVERY);
    }

    @Override
    public Site real() {
        return switch (this) {
            case REAL -> new Site(BinanceVenue.REST, BinanceVenue.WEB_SOCKET);
            case DEMO ->
                new Site(URI.create("https://demo-fapi.binance.com"), URI.create("wss://demo-fstream.binance.com"));
        };
    }

    @Override
    public List<String> realDomains() {
        return switch (this) {
            case REAL -> List.of("binance.com", "binance.vision");
            case DEMO -> List.of(); // those of the real one are looked at as well
        };
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
