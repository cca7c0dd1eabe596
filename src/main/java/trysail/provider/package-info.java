/** What others bring, found by {@link java.util.ServiceLoader}: named, with options, and skipped by name when broken. */
@NullMarked
package trysail.provider;

import org.jspecify.annotations.NullMarked;
