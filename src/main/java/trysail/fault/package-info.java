/** What can go wrong on purpose, read and written as one vocabulary; and faults that last. */
@NullMarked
package trysail.fault;

import org.jspecify.annotations.NullMarked;
