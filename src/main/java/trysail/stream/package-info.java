/** Bounded, ordered hand-over between tasks; the overflow policy is said at construction; end is a value. */
@NullMarked
package trysail.stream;

import org.jspecify.annotations.NullMarked;
