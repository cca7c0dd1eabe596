package trysail.risk;

/** What risk says of an intent. */
public sealed interface Verdict permits Approved, Denied {}
