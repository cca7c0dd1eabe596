package trysail.session;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trysail.exchange.Credentials;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.model.InstrumentKind;
import trysail.scope.SessionContext;

/** A kind of venue that no registry has: its keys are three words. */
final class OtherKind implements VenueKind {
    @Override
    public String word() {
        return "other-swap";
    }

    @Override
    public String title() {
        return "Other swaps";
    }

    @Override
    public Set<InstrumentKind> instruments() {
        return Set.of(InstrumentKind.LINEAR_PERPETUAL);
    }

    @Override
    public Site real() {
        return new Site(URI.create("https://api.other.test"), URI.create("wss://stream.other.test"));
    }

    @Override
    public List<String> realDomains() {
        return List.of("other.test");
    }

    @Override
    public boolean wantsPassphrase() {
        return true;
    }

    @Override
    public Venue open(Site site, Optional<Credentials> credentials, SessionContext context, long seed) {
        throw new AssertionError("nobody trades there");
    }
}
