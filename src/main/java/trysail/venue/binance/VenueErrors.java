package trysail.venue.binance;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import si.mazi.rescu.HttpStatusIOException;
import trysail.exchange.ExchangeException;
import trysail.exchange.ExchangeException.OutcomeUnknown;
import trysail.exchange.ExchangeException.RateLimited;
import trysail.exchange.ExchangeException.Refused;
import trysail.exchange.ExchangeException.Unauthenticated;
import trysail.exchange.ExchangeException.Unreachable;
import trysail.wire.rest.RestAnswer;
import trysail.wire.rest.RestLine;

/**
 * What went wrong with a call, named by what may be done next. The same break of a connection means different things:
 * an order may have arrived, so its fate is unknown; anything else can simply be asked again.
 */
public final class VenueErrors {
    static final int CLOCK = -1021;
    static final int NO_SUCH_SYMBOL = -1121;
    static final int NOTHING_TO_CANCEL = -2011;
    static final int NO_SUCH_ORDER = -2013;
    static final int DUPLICATE_ID = -4116;

    private static final Set<Integer> TOO_MANY = Set.of(-1003, -1015);
    private static final Set<Integer> KEYS = Set.of(-1002, CLOCK, -1022, -2008, -2014, -2015);
    /** The venue itself does not know what became of the request, or is too busy to say. */
    private static final Set<Integer> UNSURE = Set.of(-1000, -1001, -1006, -1007, -1008, -1016);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BAN = Duration.ofMinutes(2);

    private final String what;
    private final boolean order;
    private final UnaryOperator<String> mask;

    /**
     * Errors of one call.
     *
     * @param what the call, in words
     * @param order whether it places an order
     * @param mask strikes secrets out of what others wrote
     */
    public VenueErrors(String what, boolean order, UnaryOperator<String> mask) {
        this.what = what;
        this.order = order;
        this.mask = mask;
    }

    /** The venue's own answer, if the call got as far as that. */
    private static Optional<RestAnswer> answer(Throwable thrown) {
        return thrown instanceof HttpStatusIOException e && e.getHttpStatusCode() / 100 != 2
                ? Optional.of(RestAnswer.of(e))
                : Optional.empty();
    }

    /** Whether the venue answered with this code. */
    static boolean saysCode(Throwable thrown, int code) {
        return answer(thrown).filter(a -> a.code() == code).isPresent();
    }

    ExchangeException of(IOException thrown) {
        if (thrown instanceof RestLine.CutException cut) {
            return cut.begun() ? unsure(words(cut), cut) : new Unreachable(what + " was not sent: " + words(cut), cut);
        }
        var answer = answer(thrown);
        if (answer.isPresent()) {
            return of(answer.get(), thrown);
        }
        if (neverSent(thrown)) {
            return new Unreachable(what + ": cannot reach the venue: " + words(thrown), thrown);
        }
        return unsure(words(thrown), thrown);
    }

    private ExchangeException of(RestAnswer a, Throwable cause) {
        var words = mask.apply(a.words());
        var line = what + ": the venue says: " + words + " (" + a.name() + ")";
        if (a.status() == 418) {
            return new RateLimited(line, a.retryAfter().orElse(BAN), cause);
        }
        if (a.status() == 429 || TOO_MANY.contains(a.code())) {
            return new RateLimited(line, a.retryAfter().orElse(PAUSE), cause);
        }
        if (a.status() >= 500 || a.status() == 408 || UNSURE.contains(a.code())) {
            return unsure("the venue says: " + words + " (" + a.name() + ")", cause);
        }
        if (a.status() == 401 || KEYS.contains(a.code())) {
            return new Unauthenticated(line, cause);
        }
        return new Refused(a.code() != 0 ? Integer.toString(a.code()) : Integer.toString(a.status()), words, cause);
    }

    private ExchangeException unsure(String why, Throwable cause) {
        return order
                ? new OutcomeUnknown(what + ": sent, its fate is not known: " + why, cause)
                : new Unreachable(what + ": " + why, cause);
    }

    private static boolean neverSent(IOException thrown) {
        return switch (thrown) {
            case ConnectException e -> true;
            case UnknownHostException e -> true;
            case NoRouteToHostException e -> true;
            case PortUnreachableException e -> true;
            case SSLHandshakeException e -> true;
            case SSLPeerUnverifiedException e -> true;
            case SocketTimeoutException e -> String.valueOf(e.getMessage()).contains("onnect timed out");
            default -> false;
        };
    }

    private String words(Throwable thrown) {
        var message = thrown.getMessage();
        return switch (thrown) {
            case UnknownHostException e -> "unknown host " + message;
            default ->
                message == null
                        ? thrown.getClass().getSimpleName()
                        : mask.apply(message.lines().findFirst().orElse(""));
        };
    }
}
