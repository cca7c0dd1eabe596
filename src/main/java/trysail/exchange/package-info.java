/** Ports to a venue: orders and account, market streams, account streams, sealed errors. */
@NullMarked
package trysail.exchange;

import org.jspecify.annotations.NullMarked;
