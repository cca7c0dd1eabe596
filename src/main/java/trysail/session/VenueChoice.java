package trysail.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.provider.Offers;
import trysail.venue.OwnVenue;
import trysail.venue.Venues;
import trysail.words.BadInput;
import trysail.words.Nearest;

/**
 * Where a session trades, in whose words and on whose account: three answers, made of what its user said.
 *
 * @param market the venue whose market it trades on paper; empty: the simulator, and an account there
 * @param spoken whose words the simulator is to speak, when that was said
 * @param elsewhere where the server is, when that was said
 * @param own a venue of the user's own, instead of all that
 * @param live whether orders go to that venue, on the user's own account
 */
record VenueChoice(
        Optional<VenueKind> market,
        Optional<VenueKind> spoken,
        Optional<VenueKind.Site> elsewhere,
        Optional<OwnVenue> own,
        boolean live) {
    static final VenueChoice NOTHING_SAID =
            new VenueChoice(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    VenueChoice {
        if (market.isPresent() && spoken.isPresent() && !market.equals(spoken)) {
            throw new BadInput("dialect '" + spoken.get().word() + "' is not spoken by venue '"
                    + market.get().word() + "': a dialect is chosen for the simulator alone");
        }
        own.filter(o -> spoken.isPresent()).ifPresent(o -> {
            throw new BadInput("dialect '" + spoken.orElseThrow().word() + "' is not spoken by venue '" + o.name()
                    + "': a dialect is chosen for the simulator alone");
        });
        own.filter(o -> elsewhere.isPresent()).ifPresent(o -> {
            throw new BadInput("venue '" + o.name() + "' knows by itself where it is: --rest-url and --ws-url are for "
                    + "the simulator");
        });
    }

    /**
     * A venue by its word; of a provider's with options, such as {@code coin-toss,seed=3}.
     *
     * @throws BadInput when there is none
     */
    VenueChoice venue(String word) {
        if (word.equals(SessionSpec.SIMULATOR)) {
            return new VenueChoice(Optional.empty(), spoken, elsewhere, Optional.empty(), live);
        }
        return Venues.find(word)
                .map(kind -> new VenueChoice(Optional.of(kind), spoken, elsewhere, Optional.empty(), live))
                .orElseGet(() -> provided(word));
    }

    private VenueChoice provided(String spec) {
        var provided = Venues.provided();
        if (provided.find(spec.split(",", 2)[0].strip()).isEmpty()) {
            throw unknown(spec, provided);
        }
        return own(BadInput.unless(() -> provided.make(spec)));
    }

    VenueChoice own(Venue venue) {
        return new VenueChoice(Optional.empty(), spoken, elsewhere, Optional.of(OwnVenue.of(venue)), live);
    }

    private static BadInput unknown(String word, Offers<Venue> provided) {
        var known = Stream.of(List.of(SessionSpec.SIMULATOR), Venues.words(), provided.names())
                .flatMap(List::stream)
                .toList();
        return new BadInput("unknown venue '" + word + "'"
                + Nearest.to(word, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElseGet(() -> known.stream().collect(Collectors.joining(" and ", ": the venues are ", "")))
                + provided.skipped().stream().map(s -> "; " + s).collect(Collectors.joining()));
    }

    VenueChoice dialect(VenueKind kind) {
        return new VenueChoice(market, Optional.of(kind), elsewhere, own, live);
    }

    VenueChoice at(VenueKind.Site site) {
        return new VenueChoice(market, spoken, Optional.of(site), own, live);
    }

    /** Orders go to the venue itself from now on: none is filled on paper. */
    VenueChoice trading() {
        return new VenueChoice(market, spoken, elsewhere, own, true);
    }

    Place place() {
        return own.<Place>map(Place.Own::new)
                .or(() -> elsewhere.map(Place.Elsewhere::new))
                .orElseGet(() -> market.isPresent() ? new Place.Real() : new Place.Embedded());
    }

    VenueKind dialect() {
        return market.or(() -> spoken).orElseGet(Venues::usual);
    }

    AccountKind account() {
        var paper = own.map(o -> !o.takesOrders()).orElse(market.isPresent() && !live);
        return paper ? AccountKind.PAPER : AccountKind.VENUE;
    }

    /** As the user says it. */
    String word() {
        return own.map(OwnVenue::name).or(() -> market.map(VenueKind::word)).orElse(SessionSpec.SIMULATOR);
    }
}
