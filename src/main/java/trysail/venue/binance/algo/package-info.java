/** Binance's conditional orders: a namespace of their own beside the order book's. */
@NullMarked
package trysail.venue.binance.algo;

import org.jspecify.annotations.NullMarked;
