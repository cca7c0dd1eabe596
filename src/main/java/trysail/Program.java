package trysail;

import trysail.session.Sessions;

/**
 * What belongs to this process and not to one session, when {@code main} is ours.
 *
 * @param terminal whether standard output is a terminal
 * @param columns its width
 */
record Program(Sessions sessions, Signals signals, Printer printer, boolean terminal, int columns) {}
