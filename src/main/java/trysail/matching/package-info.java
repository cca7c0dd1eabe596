/**
 * The fill model: orders of several accounts against the visible book of a market that does not know of them, with
 * queue position, partial fills, fees and latency.
 */
@NullMarked
package trysail.matching;

import org.jspecify.annotations.NullMarked;
