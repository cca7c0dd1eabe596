/** What all commands share: who steers which session, options, aliases, the live line. */
@NullMarked
package trysail.helm;

import org.jspecify.annotations.NullMarked;
