package trysail.scope;

/**
 * A resource that a session holds, for who looks.
 *
 * @param rung of the stop that closes it
 * @param state {@code open}, {@code closing} or {@code closed}
 */
public record Holding(Rung rung, String name, String state) {}
