/** Binance USD-M futures: REST on XChange, streams in its own words, both on the wire's deadlines. */
@NullMarked
package trysail.venue.binance;

import org.jspecify.annotations.NullMarked;
