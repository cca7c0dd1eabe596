/** Keeps a venue's stream up and a book in step with it, whatever the venue's words are. */
@NullMarked
package trysail.feed;

import org.jspecify.annotations.NullMarked;
