package trysail.exchange;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import trysail.model.Instrument;
import trysail.model.InstrumentKind;
import trysail.scope.SessionContext;

/**
 * A kind of venue: whose words are spoken to it, where the real one is, and the way to one, real or not. Holds nothing;
 * thread-safe.
 */
public interface VenueKind {
    /**
     * Where one can be reached: scheme, host and port of its REST interface and of its streams.
     *
     * @param offer what it says that it carries; empty where nobody says so, as at the venues themselves
     */
    record Site(URI rest, URI ws, Optional<Offer> offer) {
        /** One that says nothing of its streams. */
        public Site(URI rest, URI ws) {
            this(rest, ws, Optional.empty());
        }
    }

    /**
     * What a place says of its streams.
     *
     * @param streams their names, all of them
     * @param pace how many times faster than the clock its market goes; 0: by no clock, so that no silence means anything
     */
    record Offer(Set<String> streams, double pace) {
        public Offer {
            streams = Set.copyOf(streams);
        }
    }

    /** As users write it and journals keep it, such as {@code binance-usdm}; never changed once it was used. */
    String word();

    /** The word of the kind whose words are spoken there: its own, but where a venue is a copy of another. */
    default String dialect() {
        return word();
    }

    /** As people read it. */
    String title();

    /** What can be traded there. */
    Set<InstrumentKind> instruments();

    /** Where the real one is. */
    Site real();

    /** The domains whose hosts, and all those below them, are real: there orders cost money. In lower case. */
    List<String> realDomains();

    /** Whether its keys are three words: key, secret and passphrase. */
    boolean wantsPassphrase();

    /** Those that a session trades when its user names none, if they are listed. */
    default List<String> usualSymbols() {
        return Instrument.USUAL;
    }

    /**
     * A venue of this kind; connects to nothing.
     *
     * @param credentials none: public data only
     * @param seed decides the pauses between attempts to connect again
     * @throws IllegalArgumentException when an address is not of the form {@code https://host} or {@code wss://host}
     */
    Venue open(Site site, Optional<Credentials> credentials, SessionContext context, long seed);

    /** Whether a host is a real one, in capitals or not, with or without the dot at its end that it may have. */
    default boolean isReal(String host) {
        var plain = host.toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
        return realDomains().stream().anyMatch(real -> plain.equals(real) || plain.endsWith("." + real));
    }
}
