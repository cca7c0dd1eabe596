/** The promise shown for real: sessions in processes of their own, and what was seen of their ends from outside. */
@NullMarked
package trysail.demo;

import org.jspecify.annotations.NullMarked;
