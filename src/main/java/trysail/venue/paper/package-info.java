/** A venue whose market is real and whose fills are made here. */
@NullMarked
package trysail.venue.paper;

import org.jspecify.annotations.NullMarked;
