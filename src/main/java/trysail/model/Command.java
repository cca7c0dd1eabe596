package trysail.model;

/** What a user asks of a running session's coordinator; it is applied in its turn, between two events. */
public non-sealed interface Command extends Event {}
