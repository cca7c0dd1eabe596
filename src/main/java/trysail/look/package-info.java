/** The values that front ends see of a session: its state, orders, holdings, tasks and what it holds. */
@NullMarked
package trysail.look;

import org.jspecify.annotations.NullMarked;
