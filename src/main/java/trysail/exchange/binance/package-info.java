/** Binance USD-M futures: REST on XChange, streams on Java-WebSocket, both kept behind deadlines of our own. */
@NullMarked
package trysail.exchange.binance;

import org.jspecify.annotations.NullMarked;
