/** A session's log as a story: what is told of its streams and its orders, in which words and how often. */
@NullMarked
package trysail.story;

import org.jspecify.annotations.NullMarked;
