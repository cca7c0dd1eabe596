package trysail.journal;

/** A session's number, and its name such as {@code paper-7}. */
public record SessionNumber(int number, String session) {}
