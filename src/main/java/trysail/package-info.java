/** The command line, and the verbs that programs and scripts call. */
@NullMarked
package trysail;

import org.jspecify.annotations.NullMarked;
