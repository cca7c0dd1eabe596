/** A scheduler for virtual threads and a simulated clock: every switch between threads is decided by a seed. */
@NullMarked
package trysail.schedule;

import org.jspecify.annotations.NullMarked;
