package trysail.receipt;

import java.util.Optional;

/**
 * What decided in a session.
 *
 * @param mode {@code paper}, {@code live} or {@code replay}
 * @param strategy as its user named it
 * @param sha256 of the file that the strategy came from, in hex; empty when it came from none
 */
public record Trader(String mode, String strategy, Optional<String> sha256) {}
