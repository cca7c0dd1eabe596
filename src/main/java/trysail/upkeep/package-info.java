/** What keeps a session's belief true while it goes on: tasks beside its ring, each with a client of its own. */
@NullMarked
package trysail.upkeep;

import org.jspecify.annotations.NullMarked;
