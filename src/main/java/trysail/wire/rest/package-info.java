/** REST calls with a deadline, a bound on the answer and a typed error; it knows no venue. */
@NullMarked
package trysail.wire.rest;

import org.jspecify.annotations.NullMarked;
