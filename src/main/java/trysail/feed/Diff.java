package trysail.feed;

import trysail.model.BookDelta;

/**
 * One change of a book with the numbers that chain it to its neighbours.
 *
 * @param first number of the first change inside
 * @param last number of the last change inside
 * @param previous the {@code last} of the change before
 */
public record Diff(long first, long last, long previous, BookDelta delta) {}
