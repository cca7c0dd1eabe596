/** The embedded exchange's sockets: HTTP and WebSocket on loopback, whatever dialect is spoken on them. */
@NullMarked
package trysail.simulator.host;

import org.jspecify.annotations.NullMarked;
