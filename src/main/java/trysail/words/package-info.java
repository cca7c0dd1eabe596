/** How durations, addresses, refusals and near misses are said, the same in every room. */
@NullMarked
package trysail.words;

import org.jspecify.annotations.NullMarked;
