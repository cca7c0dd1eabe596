package trysail.session;

import java.io.IOException;
import java.util.Optional;
import trysail.exchange.Credentials;
import trysail.exchange.Venue;
import trysail.matching.Fees;
import trysail.matching.Latency;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.desk.AccountKeys;
import trysail.venue.binance.BinanceVenue;
import trysail.venue.paper.PaperVenue;

/**
 * The venue of one session, and its share of the embedded exchange when the process runs it.
 *
 * @param lease empty when the venue is elsewhere
 */
record VenueAccess(Venue venue, EmbeddedVenues embedded, Optional<EmbeddedVenues.Lease> lease) {

    /** Opens the way to the venue that a session asks for. Reads files and binds ports: takes a platform thread. */
    static VenueAccess open(SessionSpec spec, EmbeddedVenues embedded, SessionContext context)
            throws IOException, InterruptedException {
        if (spec.embedded()) {
            var lease = embedded.lease(spec, context);
            var exchange = lease.exchange();
            var keys = Optional.of(credentials(lease.account()));
            var venue = new BinanceVenue(context, exchange.restUri(), exchange.wsUri(), keys, spec.seed());
            return new VenueAccess(venue, embedded, Optional.of(lease));
        }
        var rest = spec.rest().orElse(SessionSpec.BINANCE_REST);
        var ws = spec.ws().orElse(SessionSpec.BINANCE_WS);
        if (spec.venue().equals(SessionSpec.SIMULATOR)) {
            var keys = Optional.of(keys(spec));
            return new VenueAccess(new BinanceVenue(context, rest, ws, keys, spec.seed()), embedded, Optional.empty());
        }
        var market = new BinanceVenue(context, rest, ws, Optional.empty(), spec.seed());
        var latency = new Latency(spec.latency(), spec.jitter(), spec.seed());
        return new VenueAccess(
                new PaperVenue(market, spec.capital(), context, latency, Fees.USUAL), embedded, Optional.empty());
    }

    /** The keys for a simulator elsewhere: those given, else those of the account that every one has for testing. */
    static Credentials keys(SessionSpec spec) {
        return spec.credentials().orElseGet(() -> credentials(SimulatedExchange.testKeys()));
    }

    private static Credentials credentials(AccountKeys account) {
        return Credentials.of(account.key(), account.secret());
    }

    Clients clients(SessionClock clock) {
        return Clients.of(venue, clock);
    }

    String close(Deadline deadline) throws InterruptedException {
        if (lease.isPresent()) {
            embedded.release(lease.get(), deadline);
        }
        return "";
    }
}
