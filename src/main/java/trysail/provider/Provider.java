package trysail.provider;

import java.util.List;

/**
 * Something of a library's own that is chosen by name: a strategy, a rule of risk, a venue. One that is listed in
 * {@code META-INF/services} on the class path is found by {@link java.util.ServiceLoader} and stands beside those that come
 * with Trysail.
 *
 * <p>All three answers are asked for once each time somebody looks, by any thread, and must not block. One that throws, or
 * gives what cannot be, is skipped, and what lists providers says so.
 */
public interface Provider {
    /** What it is chosen by: lower-case letters, digits and hyphens, beginning with a letter, 32 at most. */
    String name();

    /** What it is, in one line for those who choose. */
    String about();

    /** What can be set, as in {@code NAME,fast=10}. */
    default List<OptionSpec> options() {
        return List.of();
    }
}
