/**
 * What a session believes of its account, held against what the venue says: positions, money, and orders that are none of
 * ours. One way of comparing for the opening, for every reconnect, for the time in between and for the stop.
 */
@NullMarked
package trysail.recon;

import org.jspecify.annotations.NullMarked;
