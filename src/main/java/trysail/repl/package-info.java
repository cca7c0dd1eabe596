/** The prompt. The one door to JLine. */
@NullMarked
package trysail.repl;

import org.jspecify.annotations.NullMarked;
