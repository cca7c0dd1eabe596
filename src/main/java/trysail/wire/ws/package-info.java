/** One WebSocket connection that ends when it is told to; it knows no venue. */
@NullMarked
package trysail.wire.ws;

import org.jspecify.annotations.NullMarked;
