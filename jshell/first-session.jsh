// A first session: a market maker on the embedded exchange, looked at while it runs, stopped by hand.
//   scripts/trysail jshell jshell/first-session.jsh

var s = start(paper("60s").feed(synthetic(7)).speed(Speed.parse("5")).strategy("quoter"));
System.out.println("started " + s.name());

while (s.snapshot().fills() == 0 && s.receipt().isEmpty()) {
    Thread.sleep(100);
}
for (var o : s.orders()) {
    System.out.println("  " + o.side() + " " + o.size() + " " + o.symbol() + " at " + o.price().orElseThrow() + ", " + o.state());
}

var receipt = s.stop();   // every order cancelled, each confirmed by the venue; five seconds at the most
System.out.println(receipt.marketEvents() + " market frames, " + receipt.fills() + " fills, profit and loss "
        + receipt.pnl().setScale(4, RoundingMode.HALF_UP) + " USDT");
System.out.print(receipt.toText());
