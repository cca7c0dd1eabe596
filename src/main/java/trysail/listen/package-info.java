/** Who wants to hear what a session does while it does it. */
@NullMarked
package trysail.listen;

import org.jspecify.annotations.NullMarked;
