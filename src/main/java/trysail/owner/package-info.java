/** Who may send orders to an account: one owner at a time, however many processes and journal directories there are. */
@NullMarked
package trysail.owner;

import org.jspecify.annotations.NullMarked;
