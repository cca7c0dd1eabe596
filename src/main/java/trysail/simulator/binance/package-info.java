/** Binance's USD-M dialect, as its server speaks it. */
@NullMarked
package trysail.simulator.binance;

import org.jspecify.annotations.NullMarked;
