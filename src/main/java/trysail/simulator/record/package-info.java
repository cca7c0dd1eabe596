/** What the embedded exchange saw, with no word of ours in it: the witness. */
@NullMarked
package trysail.simulator.record;

import org.jspecify.annotations.NullMarked;
