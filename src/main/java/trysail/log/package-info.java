/** What a log's line is, how it is written, and how often the same thing is told. */
@NullMarked
package trysail.log;

import org.jspecify.annotations.NullMarked;
