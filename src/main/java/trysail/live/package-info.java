/** What real money asks for beyond a session: a look at the account before, and a switch that works without us. */
@NullMarked
package trysail.live;

import org.jspecify.annotations.NullMarked;
