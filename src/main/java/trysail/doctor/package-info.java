/** Checks the machine that sessions are to run on, and says what to mend. Reads only, but for one file it deletes again. */
@NullMarked
package trysail.doctor;

import org.jspecify.annotations.NullMarked;
