/** Values drawn as text: tables, books, candles, trees, a session at a glance. */
@NullMarked
package trysail.picture;

import org.jspecify.annotations.NullMarked;
