/** What sessions stand on in their process: the stacks of its threads, a reserve of its heap, and where a storm may part them. */
@NullMarked
package trysail.machine;

import org.jspecify.annotations.NullMarked;
