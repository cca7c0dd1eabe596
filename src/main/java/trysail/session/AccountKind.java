package trysail.session;

/** Whose account a session trades on. */
public enum AccountKind {
    /** The venue's own: it matches the orders, and knows the account by its keys. */
    VENUE,
    /** One of this process: orders are filled on paper, on the venue's market data, and no keys are needed. */
    PAPER
}
