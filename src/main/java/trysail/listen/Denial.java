package trysail.listen;

import java.time.Instant;

/**
 * An intent that did not become an order.
 *
 * @param what the intent in words
 * @param rule whose rule it was that denied it
 * @param at when, by our clock
 */
public record Denial(String what, String rule, String reason, Instant at) {}
