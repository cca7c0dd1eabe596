// A strategy of your own, written here: it buys once when it may, holds, and counts what it sees.
//   scripts/trysail jshell jshell/custom-strategy.jsh

class BuyOnce implements Strategy {
    int quotes;
    boolean bought;

    public List<Intent> onEvent(MarketEvent event, MarketState state) {
        if (!(event instanceof Quote quote)) {
            return List.of();
        }
        quotes++;
        if (bought || quotes < 5) {
            return List.of();
        }
        bought = true;
        var instrument = quote.instrument();
        var size = instrument.smallestSize(quote.bid());
        return List.of(new Intent.Submit(instrument, Side.BUY, size, Terms.market(), false, "the first I could"));
    }

    public List<Intent> onOrder(OrderEvent event, MarketState state) {
        if (event instanceof OrderEvent.Filled filled) {
            System.out.println("bought " + filled.fill().size() + " " + filled.fill().symbol() + " at " + filled.fill().price());
        }
        return List.of();
    }
}

var mine = new BuyOnce();
var s = start(paper("60s").feed(synthetic(7)).speed(Speed.parse("10")).symbols(List.of("BTC-USDT")).strategy(mine).onStop(OnStop.FLATTEN));
while (s.snapshot().fills() == 0 && s.receipt().isEmpty()) {
    Thread.sleep(100);
}
var receipt = s.stop();   // sells what it holds: it was started with OnStop.FLATTEN

System.out.println("it saw " + mine.quotes + " quotes; " + receipt.fills() + " fills");
System.out.println("profit and loss " + receipt.pnl().setScale(4, RoundingMode.HALF_UP) + " USDT, exit code " + receipt.exitCode());
