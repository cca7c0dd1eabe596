/**
 * From approved intents to exchange calls: each order sent at most once, its fate found out whatever happens, nothing of
 * others touched.
 */
@NullMarked
package trysail.order;

import org.jspecify.annotations.NullMarked;
