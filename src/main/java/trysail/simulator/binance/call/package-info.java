/** One request to Binance's server: its parameters, its weight, its refusal. */
@NullMarked
package trysail.simulator.binance.call;

import org.jspecify.annotations.NullMarked;
