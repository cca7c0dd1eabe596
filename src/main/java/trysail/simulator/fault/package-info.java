/** Faults at the embedded exchange: when each begins, and what it does to a connection or an answer. */
@NullMarked
package trysail.simulator.fault;

import org.jspecify.annotations.NullMarked;
