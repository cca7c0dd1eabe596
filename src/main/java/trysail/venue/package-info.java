/** The kinds of venues there are; each lives in a room of its own below this one. */
@NullMarked
package trysail.venue;

import org.jspecify.annotations.NullMarked;
