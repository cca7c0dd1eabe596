/** One connection or call to somewhere else, over sockets or in memory, and its bounds; it knows no venue. */
@NullMarked
package trysail.wire;

import org.jspecify.annotations.NullMarked;
