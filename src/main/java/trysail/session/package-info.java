/** Opens the scope, wires the ring, runs it, stops it, and tells what became of everything. */
@NullMarked
package trysail.session;

import org.jspecify.annotations.NullMarked;
