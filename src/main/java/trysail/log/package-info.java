/** A session's log: what its line is, how and where it is written, and how often the same thing is told. */
@NullMarked
package trysail.log;

import org.jspecify.annotations.NullMarked;
