package trysail.venue.binance;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import trysail.exchange.Credentials;
import trysail.wire.rest.RestAnswer;
import trysail.wire.rest.RestErrors;
import trysail.wire.rest.RestErrors.Meaning;

/** What this venue's error codes mean for what may be done next. */
final class VenueErrors {
    static final String CLOCK = "-1021";
    static final String NO_SUCH_SYMBOL = "-1121";
    static final String NOTHING_TO_CANCEL = "-2011";
    static final String NO_SUCH_ORDER = "-2013";
    static final String DUPLICATE_ID = "-4116";

    private static final Set<String> TOO_MANY = Set.of("-1003", "-1015");
    private static final Set<String> KEYS = Set.of("-1002", CLOCK, "-1022", "-2008", "-2014", "-2015");
    /** The venue itself does not know what became of the request. */
    private static final Set<String> UNSURE = Set.of("-1000", "-1001", "-1006", "-1007", "-1016");

    /** It protects itself and takes no order that opens a position; those that close one pass. */
    private static final String OVERLOADED = "-1008";

    /** With status 503 and no code: nothing was done. Other words with that status mean that it does not know. */
    private static final String UNAVAILABLE = "Service Unavailable";

    private VenueErrors() {}

    /** Errors of calls with these keys, without the keys in them. */
    static RestErrors with(Optional<Credentials> credentials) {
        return new RestErrors(
                VenueErrors::meaning,
                credentials.<UnaryOperator<String>>map(c -> c::mask).orElse(UnaryOperator.identity()));
    }

    private static Meaning meaning(RestAnswer answer) {
        var code = answer.code();
        if (code.equals(OVERLOADED)
                || (code.isEmpty() && answer.status() == 503 && answer.text().startsWith(UNAVAILABLE))) {
            return Meaning.NOT_DONE;
        }
        if (TOO_MANY.contains(code)) {
            return Meaning.LATER;
        }
        if (UNSURE.contains(code)) {
            return Meaning.UNSURE;
        }
        return KEYS.contains(code) ? Meaning.KEYS : Meaning.REFUSED;
    }
}
