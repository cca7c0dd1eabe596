package trysail.helm;

/** A command that only tells or judges: {@code expect exit} means the one before it. */
public interface Aside {}
