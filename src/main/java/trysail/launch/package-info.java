/** What a session is started with, from a user's words; and what is asked back before real money moves. */
@NullMarked
package trysail.launch;

import org.jspecify.annotations.NullMarked;
