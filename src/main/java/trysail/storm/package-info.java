/** Sessions under random failure: one seed decides every schedule, every instant and every fault. */
@NullMarked
package trysail.storm;

import org.jspecify.annotations.NullMarked;
