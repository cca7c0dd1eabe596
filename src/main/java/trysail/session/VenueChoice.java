package trysail.session;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.exchange.VenueKind;
import trysail.venue.Venues;
import trysail.words.BadInput;
import trysail.words.Nearest;

/**
 * Where a session trades, in whose words and on whose account: three answers, made of what its user said.
 *
 * @param market the venue whose market it trades on paper; empty: the simulator, and an account there
 * @param spoken whose words the simulator is to speak, when that was said
 * @param elsewhere where the server is, when that was said
 */
record VenueChoice(Optional<VenueKind> market, Optional<VenueKind> spoken, Optional<VenueKind.Site> elsewhere) {
    static final VenueChoice NOTHING_SAID = new VenueChoice(Optional.empty(), Optional.empty(), Optional.empty());

    VenueChoice {
        if (market.isPresent() && spoken.isPresent() && !market.equals(spoken)) {
            throw new BadInput("dialect '" + spoken.get().word() + "' is not spoken by venue '"
                    + market.get().word() + "': a dialect is chosen for the simulator alone");
        }
    }

    /** @throws BadInput when there is no venue of this word */
    VenueChoice venue(String word) {
        return new VenueChoice(
                word.equals(SessionSpec.SIMULATOR)
                        ? Optional.empty()
                        : Optional.of(Venues.find(word).orElseThrow(() -> unknown(word))),
                spoken,
                elsewhere);
    }

    private static BadInput unknown(String word) {
        var known = Stream.concat(Stream.of(SessionSpec.SIMULATOR), Venues.words().stream())
                .toList();
        return new BadInput("unknown venue '" + word + "'"
                + Nearest.to(word, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElseGet(() -> known.stream().collect(Collectors.joining(" and ", ": the venues are ", ""))));
    }

    VenueChoice dialect(VenueKind kind) {
        return new VenueChoice(market, Optional.of(kind), elsewhere);
    }

    VenueChoice at(VenueKind.Site site) {
        return new VenueChoice(market, spoken, Optional.of(site));
    }

    Place place() {
        return elsewhere
                .<Place>map(Place.Elsewhere::new)
                .orElseGet(() -> market.isPresent() ? new Place.Real() : new Place.Embedded());
    }

    VenueKind dialect() {
        return market.or(() -> spoken).orElseGet(Venues::usual);
    }

    AccountKind account() {
        return market.isPresent() ? AccountKind.PAPER : AccountKind.VENUE;
    }

    /** As the user says it. */
    String word() {
        return market.map(VenueKind::word).orElse(SessionSpec.SIMULATOR);
    }
}
