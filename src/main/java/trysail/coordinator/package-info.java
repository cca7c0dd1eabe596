/** One loop: apply the event, ask the strategy, ask risk, hand on. */
@NullMarked
package trysail.coordinator;

import org.jspecify.annotations.NullMarked;
