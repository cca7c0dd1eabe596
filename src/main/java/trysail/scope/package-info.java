/**
 * Structured concurrency with a bounded end: the only door to {@code StructuredTaskScope}, to starting a thread, to
 * sleeping and to the clock.
 */
@NullMarked
package trysail.scope;

import org.jspecify.annotations.NullMarked;
