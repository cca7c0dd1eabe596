/** Bytes to values and back without a tree: a cursor over JSON text and the writer of frames. */
@NullMarked
package trysail.json;

import org.jspecify.annotations.NullMarked;
