/** Bars of the embedded exchange, made of its trades or drawn where its market has no past. */
@NullMarked
package trysail.simulator.candle;

import org.jspecify.annotations.NullMarked;
