/**
 * The durable store: one append-only journal for each session, the logbook of all sessions and their receipts, the log.
 * The only door to JDBC and to a session's files; everything here runs on platform threads of its own.
 */
@NullMarked
package trysail.journal;

import org.jspecify.annotations.NullMarked;
