/** A network in memory between the protocol code of both ends, with the weather of a network. */
@NullMarked
package trysail.simulator.network;

import org.jspecify.annotations.NullMarked;
