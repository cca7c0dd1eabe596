package trysail.session;

import java.io.IOException;
import java.util.Optional;
import trysail.exchange.Credentials;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.matching.Fees;
import trysail.matching.Latency;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.desk.AccountKeys;
import trysail.venue.paper.PaperVenue;
import trysail.wire.Wires;
import trysail.wire.rest.JdkHttp;

/**
 * The venue of one session, and its share of the embedded exchange when the process runs it.
 *
 * @param lease empty when the venue is elsewhere
 */
record VenueAccess(Venue venue, EmbeddedVenues embedded, Optional<EmbeddedVenues.Lease> lease) {

    /** Opens the way to the venue that a session asks for. Reads files and binds ports: takes a platform thread. */
    static VenueAccess open(SessionSpec spec, EmbeddedVenues embedded, SessionContext context)
            throws IOException, InterruptedException {
        return switch (spec.place()) {
            case Place.Embedded here -> {
                if (!embedded.isInMemory()) { // before there is a share to be given back: a stop may cut this
                    JdkHttp.requirePostOnce(context);
                }
                var lease = embedded.lease(spec, context);
                var exchange = lease.exchange();
                var offer = new VenueKind.Offer(exchange.carried(), exchange.pace());
                var site = new VenueKind.Site(exchange.restUri(), exchange.wsUri(), Optional.of(offer));
                var keys = Optional.of(credentials(lease.account()));
                var venue = spec.dialect().open(site, keys, context, spec.seed());
                yield new VenueAccess(venue, embedded, Optional.of(lease));
            }
            case Place.Elsewhere there -> at(there.site(), spec, embedded, context);
            case Place.Real there -> at(spec.dialect().real(), spec, embedded, context);
            case Place.Own(var own) -> own(own.at(context.clock()), spec, embedded, context);
        };
    }

    private static VenueAccess at(
            VenueKind.Site site, SessionSpec spec, EmbeddedVenues embedded, SessionContext context) throws IOException {
        var venue = switch (spec.account()) {
            case VENUE -> {
                requirePostOnce(site, context);
                yield spec.dialect().open(site, Optional.of(keys(spec)), context, spec.seed());
            }
            case PAPER -> paper(spec.dialect().open(site, Optional.empty(), context, spec.seed()), spec, context);
        };
        return new VenueAccess(venue, embedded, Optional.empty());
    }

    /** In memory there is no HTTP of the JDK's. */
    private static void requirePostOnce(VenueKind.Site site, SessionContext context) throws IOException {
        if (Wires.to(site.rest()).isEmpty()) {
            JdkHttp.requirePostOnce(context);
        }
    }

    private static VenueAccess own(Venue own, SessionSpec spec, EmbeddedVenues embedded, SessionContext context) {
        var venue = switch (spec.account()) {
            case VENUE -> own;
            case PAPER -> paper(own, spec, context);
        };
        return new VenueAccess(venue, embedded, Optional.empty());
    }

    private static Venue paper(Venue market, SessionSpec spec, SessionContext context) {
        var latency = new Latency(spec.latency(), spec.jitter(), spec.seed());
        return new PaperVenue(market, spec.capital(), context, latency, Fees.USUAL);
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
