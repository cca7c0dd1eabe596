/**
 * A hand on running sessions from elsewhere: another terminal, a service. A process that runs sessions listens on a
 * UNIX-domain socket that its user alone can reach; commands that look or steer find it there and act through it.
 */
@NullMarked
package trysail.hand;

import org.jspecify.annotations.NullMarked;
