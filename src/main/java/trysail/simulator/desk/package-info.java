/** Accounts of the embedded exchange and the desk that takes, matches and ends their orders. */
@NullMarked
package trysail.simulator.desk;

import org.jspecify.annotations.NullMarked;
