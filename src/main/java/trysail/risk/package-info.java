/** Sizing, limits and the gate: the only place that can make an {@link trysail.risk.Approved}. */
@NullMarked
package trysail.risk;

import org.jspecify.annotations.NullMarked;
