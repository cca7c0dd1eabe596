/** Raw captures of Binance USD-M streams: what their frames say, and how the venue lists what they are of. */
@NullMarked
package trysail.simulator.binance.capture;

import org.jspecify.annotations.NullMarked;
