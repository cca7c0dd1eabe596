/** What sessions did, whether they run here, run elsewhere or have ended: from themselves, or from their journals. */
@NullMarked
package trysail.past;

import org.jspecify.annotations.NullMarked;
