/** Commands that show something: how they look, and the looks into a session's account. */
@NullMarked
package trysail.command.view;

import org.jspecify.annotations.NullMarked;
