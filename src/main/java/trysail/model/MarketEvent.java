package trysail.model;

/** News of the market, in the order the venue sent it. */
public sealed interface MarketEvent extends Event permits Quote, Trade, BookDelta, Bar, FeedNotice {}
