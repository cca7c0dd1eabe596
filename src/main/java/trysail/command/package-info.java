/** The commands: one grammar for the shell, the prompt, scripts and pipes. The one door to picocli. */
@NullMarked
package trysail.command;

import org.jspecify.annotations.NullMarked;
