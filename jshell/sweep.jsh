// A parameter sweep over a recording: every pair of averages on the same market, as fast as it goes.
//   scripts/trysail jshell jshell/sweep.jsh FILE.gz      (or TRYSAIL_RECORDING=FILE.gz)

record Run(int fast, int slow, Receipt receipt) {}

var market = paper().feed(recording(args)).speed(Speed.MAX);

var runs = new ArrayList<Run>();
for (var fast : List.of(2, 5)) {
    for (var slow : List.of(10, 30)) {
        var s = start(market.named("sweep").strategy(new Crossover(fast, slow)));
        runs.add(new Run(fast, slow, await(s)));
    }
}

System.out.printf("%4s %4s %8s %6s %12s%n", "fast", "slow", "frames", "fills", "p&l");
runs.sort(Comparator.comparing((Run r) -> r.receipt().pnl()).reversed());
for (var r : runs) {
    System.out.printf("%4d %4d %8d %6d %12s%n", r.fast(), r.slow(),
            r.receipt().marketEvents(), r.receipt().fills(), r.receipt().pnl().setScale(4, RoundingMode.HALF_UP));
}
System.out.println("best: fast=" + runs.get(0).fast() + ", slow=" + runs.get(0).slow());
