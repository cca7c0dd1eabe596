/** JShell: scripts, a shell inside the running process, and strategies in files of their own. */
@NullMarked
package trysail.script;

import org.jspecify.annotations.NullMarked;
