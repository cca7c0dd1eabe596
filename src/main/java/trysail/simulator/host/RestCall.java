package trysail.simulator.host;

import java.util.Optional;
import java.util.function.Function;

/**
 * One request as it came.
 *
 * @param query still encoded; empty when there is none
 * @param headers by name, in capitals or not
 * @param from the client's address
 * @param nanos when it arrived, on the record's clock
 */
public record RestCall(
        String method,
        String path,
        String query,
        String body,
        Function<String, Optional<String>> headers,
        String from,
        long nanos) {
    public Optional<String> header(String name) {
        return headers.apply(name);
    }
}
