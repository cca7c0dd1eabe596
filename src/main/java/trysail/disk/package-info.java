/** Files as a session needs them: work on them that is bounded in time, its owner's alone, and refused in one clear line. */
@NullMarked
package trysail.disk;

import org.jspecify.annotations.NullMarked;
