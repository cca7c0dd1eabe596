package trysail.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trysail.exchange.Venue;
import trysail.exchange.VenueKind;
import trysail.exchange.VenueProvider;
import trysail.provider.Offer;
import trysail.provider.Offers;
import trysail.provider.Skipped;
import trysail.venue.binance.BinanceKind;
import trysail.words.BadInput;
import trysail.words.Nearest;

/** The kinds of venues that Trysail can talk to: one line each. */
public final class Venues {
    private static final List<VenueKind> ALL = List.of(BinanceKind.REAL, BinanceKind.DEMO);

    private Venues() {}

    /** All of them, the usual one first. */
    public static List<VenueKind> all() {
        return ALL;
    }

    /** The one that is meant where none is named. */
    public static VenueKind usual() {
        return ALL.getFirst();
    }

    /** Those that others bring, and the providers that were skipped: none of them is called as one of {@link #all} is. */
    public static Offers<Venue> provided() {
        var found = Offers.of("venue", List.<Offer<Venue>>of(), VenueProvider.class, VenueProvider::open);
        var others = found.all().stream().filter(o -> !isOurs(o.name())).toList();
        var skipped = new ArrayList<>(found.skipped());
        found.names().stream()
                .filter(Venues::isOurs)
                .forEach(name -> skipped.add(
                        new Skipped("venue '" + name + "' of a provider", "a venue of that name comes with Trysail")));
        return new Offers<>(found.kind(), others, skipped);
    }

    private static boolean isOurs(String name) {
        return name.equals("simulator") || find(name).isPresent();
    }

    /** Their words, the usual one's first. */
    public static List<String> words() {
        return ALL.stream().map(VenueKind::word).toList();
    }

    /** The words of those that speak as no other does, the usual one's first: what a simulator can be asked to speak. */
    public static List<String> dialects() {
        return ALL.stream()
                .filter(kind -> kind.dialect().equals(kind.word()))
                .map(VenueKind::word)
                .toList();
    }

    /** The one of this word. */
    public static Optional<VenueKind> find(String word) {
        return ALL.stream().filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * The same, of a word that must be one.
     *
     * @throws BadInput when it is none, naming the nearest, or all there are
     */
    public static VenueKind named(String word) {
        return find(word)
                .filter(kind -> dialects().contains(word))
                .orElseThrow(() -> new BadInput("dialect '" + word + "' is not spoken here"
                        + Nearest.to(word, dialects())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; take " + String.join(" or ", dialects()))));
    }
}
