/** What Binance's server says of the market: REST answers and stream frames. */
@NullMarked
package trysail.simulator.binance.market;

import org.jspecify.annotations.NullMarked;
