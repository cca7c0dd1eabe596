package trysail.receipt;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import trysail.disk.JournalException;
import trysail.exchange.ExchangeException;
import trysail.scope.Told;
import trysail.words.BadInput;

/** Whose failure ended a session: what exit code 1 alone does not tell. */
public enum FailureCause {
    /** The venue could not be reached, did not answer, or said no. */
    VENUE,
    /** The strategy threw. */
    STRATEGY,
    /** Journal, log or logbook could not be opened, read or written. */
    JOURNAL,
    /** It was asked for what cannot be, such as an instrument that the venue does not list. */
    USAGE,
    /** Anything else: our own. */
    INTERNAL;

    /** Java lets a failure be among its own causes: whoever follows them must come to an end. */
    private static final int DEEPEST = 32;

    /** As JSON has it, and the reason's text: {@code venue}, {@code strategy} and so on. */
    public String word() {
        return switch (this) {
            case VENUE -> "venue";
            case STRATEGY -> "strategy";
            case JOURNAL -> "journal";
            case USAGE -> "usage";
            case INTERNAL -> "internal";
        };
    }

    /** What a reason's text says of it before the failure's own words, where these do not say it themselves. */
    String prefix() {
        return switch (this) {
            case VENUE, STRATEGY, JOURNAL -> word() + ": ";
            case USAGE, INTERNAL -> "";
        };
    }

    /**
     * Whose failure this is.
     *
     * @param thrown by the strategy, when it threw: told by being the same object, so that no method of a strange
     *     exception is called
     */
    public static FailureCause of(Throwable failure, Optional<Throwable> thrown) {
        var next = Optional.of(failure);
        for (var depth = 0; next.isPresent() && depth < DEEPEST; depth++) {
            var at = next.get();
            if (thrown.filter(t -> t == at).isPresent()) {
                return STRATEGY;
            }
            var known = known(at);
            if (known.isPresent()) {
                return known.get();
            }
            next = Told.cause(at);
        }
        return INTERNAL;
    }

    private static Optional<FailureCause> known(Throwable failure) {
        return switch (failure) {
            case ExchangeException e -> Optional.of(VENUE);
            case JournalException e -> Optional.of(JOURNAL);
            case BadInput e -> Optional.of(USAGE);
            case FileSystemException e -> Optional.of(JOURNAL);
            case IOException e -> Optional.of(VENUE);
            default -> Optional.empty();
        };
    }
}
