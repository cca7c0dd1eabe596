/** Where the played market comes from: a seed or a recording. */
@NullMarked
package trysail.simulator.source;

import org.jspecify.annotations.NullMarked;
