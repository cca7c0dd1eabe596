/** The market that the embedded exchange plays: its state, its pace, and who listens. */
@NullMarked
package trysail.simulator.play;

import org.jspecify.annotations.NullMarked;
