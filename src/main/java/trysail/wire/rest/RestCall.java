package trysail.wire.rest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What to do with the venue, in the thread of a client's line.
 *
 * @param <R> the proxy that speaks to the venue
 * @param <T> the answer in our words
 */
@FunctionalInterface
public interface RestCall<R, T> {
    /** Blocks. An answer of null is no answer. */
    @Nullable
    T make(R rest) throws IOException;
}
