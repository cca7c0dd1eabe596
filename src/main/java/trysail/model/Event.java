package trysail.model;

/** What the coordinator applies, one at a time. */
public sealed interface Event permits MarketEvent, OrderEvent, Command {}
