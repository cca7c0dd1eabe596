/** What Binance's server says of orders and accounts. */
@NullMarked
package trysail.simulator.binance.trade;

import org.jspecify.annotations.NullMarked;
