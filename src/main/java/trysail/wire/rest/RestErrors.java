package trysail.wire.rest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import si.mazi.rescu.HttpStatusIOException;
import trysail.exchange.ExchangeException;
import trysail.exchange.ExchangeException.OutcomeUnknown;
import trysail.exchange.ExchangeException.RateLimited;
import trysail.exchange.ExchangeException.Refused;
import trysail.exchange.ExchangeException.Unauthenticated;
import trysail.exchange.ExchangeException.Unreachable;

/**
 * What went wrong with a call, named by what may be done next. The same break of a connection means different things:
 * an order may have arrived, so its fate is unknown; anything else can simply be asked again. HTTP's statuses mean the
 * same everywhere; what its own codes mean, a venue says. Thread-safe.
 */
public final class RestErrors {
    /** What a venue's own code means, where the status of HTTP does not say it. */
    public enum Meaning {
        /** Too many calls: wait. */
        LATER,
        /** The venue itself does not know what became of the request, or is too busy to say. */
        UNSURE,
        /** It has surely not done what was asked, for no reason that lies in it: to be asked again. */
        NOT_DONE,
        /** It does not take our keys, our signature or our clock. */
        KEYS,
        /** No, for a reason that is in its words. */
        REFUSED
    }

    /** What a venue means by its answers; one without a code is {@link Meaning#REFUSED} where its words say nothing else. */
    @FunctionalInterface
    public interface Codes {
        Meaning of(RestAnswer answer);
    }

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BAN = Duration.ofMinutes(2);

    private final Codes codes;
    private final UnaryOperator<String> mask;

    /**
     * Errors of one venue's calls.
     *
     * @param mask strikes secrets out of what others wrote
     */
    public RestErrors(Codes codes, UnaryOperator<String> mask) {
        this.codes = codes;
        this.mask = mask;
    }

    /** The venue's own answer, if the call got as far as that. */
    private static Optional<RestAnswer> answer(Throwable thrown) {
        return thrown instanceof HttpStatusIOException e && e.getHttpStatusCode() / 100 != 2
                ? Optional.of(RestAnswer.of(e))
                : Optional.empty();
    }

    /** Whether the venue answered with this code. */
    public static boolean saysCode(Throwable thrown, String code) {
        return answer(thrown).filter(a -> a.code().equals(code)).isPresent();
    }

    /** Whether the venue answered that it has surely not done what was asked, and may be asked again. */
    public boolean isNotDone(Throwable thrown) {
        return answer(thrown).filter(a -> meaning(a) == Meaning.NOT_DONE).isPresent();
    }

    /**
     * The failure in our words.
     *
     * @param what the call, in words
     * @param order whether it places an order
     */
    public ExchangeException of(String what, boolean order, IOException thrown) {
        if (thrown instanceof RestLine.CutException cut) {
            return cut.begun()
                    ? unsure(what, order, words(cut), cut)
                    : new Unreachable(what + " was not sent: " + words(cut), cut);
        }
        var answer = answer(thrown);
        if (answer.isPresent()) {
            return of(what, order, answer.get(), Optional.of(thrown));
        }
        if (neverSent(thrown)) {
            return new Unreachable(what + ": cannot reach the venue: " + words(thrown), thrown);
        }
        return unsure(what, order, words(thrown), thrown);
    }

    /** An answer that is no success, in our words. */
    ExchangeException of(String what, boolean order, RestAnswer a, Optional<? extends Throwable> thrown) {
        var cause = thrown.orElse(null);
        var words = mask.apply(a.words());
        var line = what + ": the venue says: " + words + " (" + a.name() + ")";
        if (a.status() == 418) {
            return new RateLimited(line, a.retryAfter().orElse(BAN), cause);
        }
        return switch (meaning(a)) {
            case NOT_DONE ->
                new Unreachable(what + " was not done: the venue says: " + words + " (" + a.name() + ")", cause);
            case LATER -> new RateLimited(line, a.retryAfter().orElse(PAUSE), cause);
            case UNSURE -> unsure(what, order, "the venue says: " + words + " (" + a.name() + ")", cause);
            case KEYS -> new Unauthenticated(line, cause);
            case REFUSED -> new Refused(a.code().isEmpty() ? Integer.toString(a.status()) : a.code(), words, cause);
        };
    }

    private Meaning meaning(RestAnswer a) {
        var code = codes.of(a);
        if (code == Meaning.NOT_DONE) {
            return code;
        }
        if (a.status() == 429 || code == Meaning.LATER) {
            return Meaning.LATER;
        }
        if (a.status() >= 500 || a.status() == 408 || code == Meaning.UNSURE) {
            return Meaning.UNSURE;
        }
        return a.status() == 401 ? Meaning.KEYS : code;
    }

    private static ExchangeException unsure(String what, boolean order, String why, @Nullable Throwable cause) {
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
