// A strategy in a file of its own: buys a little when the price falls a step below where it last was, sells it when it
// has risen a step above.
//   scripts/trysail start paper 60s --strategy jshell/my-strategy.jsh

class StepTrader implements Strategy {
    static final BigDecimal STEP = new BigDecimal("0.0002"); // two basis points

    final Map<Instrument, BigDecimal> anchors = new HashMap<>();

    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        if (!(event instanceof Quote quote) || quote.crossed()) {
            return List.of();
        }
        var instrument = quote.instrument();
        var anchor = anchors.computeIfAbsent(instrument, i -> quote.mid());
        var step = anchor.multiply(STEP);
        if (!state.working(instrument).isEmpty()) {
            return List.of(); // one order at a time
        }
        var held = state.position(instrument).size();
        if (held.signum() == 0 && quote.ask().compareTo(anchor.subtract(step)) < 0) {
            anchors.put(instrument, quote.mid());
            return order(instrument, Side.BUY, instrument.smallestSize(quote.bid()), false, "a step down");
        }
        if (held.signum() > 0 && quote.bid().compareTo(anchor.add(step)) > 0) {
            anchors.put(instrument, quote.mid());
            return order(instrument, Side.SELL, held, true, "a step up");
        }
        if (held.signum() == 0 && quote.bid().compareTo(anchor) > 0) {
            anchors.put(instrument, quote.mid()); // follow it up while we hold nothing
        }
        return List.of();
    }

    List<Intent> order(Instrument instrument, Side side, BigDecimal size, boolean reduceOnly, String why) {
        return List.of(new Intent.Submit(instrument, side, size, Terms.market(), reduceOnly, why));
    }
}
