package trysail.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call to a venue that did not do what was asked, named by what the caller may do next. */
public abstract sealed class ExchangeException extends RuntimeException {
    private ExchangeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What a venue answers that does not do such things at all. */
    static Refused notOffered(String what) {
        return new Refused("not offered", what + " is not offered by this venue", null);
    }

    /** It was never sent, or surely not done: safe to repeat. */
    public static final class Unreachable extends ExchangeException {
        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The venue asks us to wait. It did not do what was asked. */
    public static final class RateLimited extends ExchangeException {
        private final Duration after;

        public RateLimited(String message, Duration after, @Nullable Throwable cause) {
            super(message, cause);
            this.after = after;
        }

        /** How long to wait before the next call. */
        public Duration after() {
            return after;
        }
    }

    /** The venue said no. */
    public static final class Refused extends ExchangeException {
        private final String code;

        public Refused(String code, String text, @Nullable Throwable cause) {
            super(text + " (" + code + ")", cause);
            this.code = code;
        }

        /** The venue's own number of the error. */
        public String code() {
            return code;
        }
    }

    /** The venue does not take our keys, our signature or our clock. */
    public static final class Unauthenticated extends ExchangeException {
        public Unauthenticated(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It may have been done, it may not. Never repeat it: ask by client order id. */
    public static final class OutcomeUnknown extends ExchangeException {
        public OutcomeUnknown(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
