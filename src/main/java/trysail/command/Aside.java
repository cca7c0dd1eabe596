package trysail.command;

/** A command that only tells or judges: {@code expect exit} means the one before it. */
interface Aside {}
