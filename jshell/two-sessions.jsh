// Two sessions side by side on the same market: which way of quoting does better?
//   scripts/trysail jshell jshell/two-sessions.jsh

var market = paper("4s").feed(synthetic(7)).speed(Speed.parse("10"));

var narrow = start(market.named("narrow").strategy("quoter,spread=1"));
var wide = start(market.named("wide").strategy("quoter,spread=6"));
System.out.println("running: " + sessions().stream().map(Session::name).collect(Collectors.joining(" and ")));

var receipts = List.of(await(narrow), await(wide));

System.out.printf("%-10s %8s %8s %12s%n", "session", "frames", "fills", "p&l");
for (var r : receipts) {
    System.out.printf("%-10s %8d %8d %12s%n", r.session(), r.marketEvents(), r.fills(), r.pnl().setScale(4, RoundingMode.HALF_UP));
}

var best = receipts.stream().max(Comparator.comparing(Receipt::pnl)).get();
System.out.println("better: " + best.session());
