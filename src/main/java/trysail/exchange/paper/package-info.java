/**
 * Paper trading: a real venue's market, and orders that are filled here and sent nowhere.
 *
 * <p>Prices, bars and instruments come from the venue's public interfaces; orders, positions and cash live in this
 * process and end with it.
 */
@NullMarked
package trysail.exchange.paper;

import org.jspecify.annotations.NullMarked;
