/** What the process has besides its sessions: its threads, files and sockets, and what came to them. */
@NullMarked
package trysail.process;

import org.jspecify.annotations.NullMarked;
