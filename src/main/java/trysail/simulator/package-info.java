/**
 * The embedded exchange: a real server on loopback that speaks a venue's own wire protocol, over recorded or generated
 * markets, and keeps a record of every connection and order.
 */
@NullMarked
package trysail.simulator;

import org.jspecify.annotations.NullMarked;
