/** What became of a session, as a value, as text and as JSON; the exit code that says it. */
@NullMarked
package trysail.receipt;

import org.jspecify.annotations.NullMarked;
