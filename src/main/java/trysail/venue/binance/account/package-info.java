/** What Binance tells of an account besides its orders: payments, and whose orders of its own it closes positions with. */
@NullMarked
package trysail.venue.binance.account;

import org.jspecify.annotations.NullMarked;
