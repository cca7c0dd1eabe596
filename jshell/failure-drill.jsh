// A failure drill: four venues misbehave on purpose, and the receipts say what became of every order.
//   scripts/trysail jshell jshell/failure-drill.jsh

record Drill(String what, String fault) {}

var drills = List.of(
        new Drill("every stream is cut", "drop@1s"),
        new Drill("an order's answer is lost", "lose-reply@1s"),
        new Drill("the venue goes mute", "mute@1s"),
        new Drill("one request in three fails", "http500:0.3"));

var running = new LinkedHashMap<Drill, Session>();
for (var d : drills) {
    var seed = 10 + running.size();   // sessions with the same market share one venue, and its faults
    running.put(d, start(paper("4s").feed(synthetic(seed)).faults(List.of(Fault.parse(d.fault())))));
}

for (var d : drills) {
    var receipt = await(running.get(d));
    var fates = receipt.orders().stream().collect(Collectors.groupingBy(o -> o.fate(), TreeMap::new, Collectors.counting()));
    System.out.printf("%-27s exit %d, stopped in %4d ms, orders %s%n", d.what(), receipt.exitCode(), receipt.stopTime().toMillis(), fates);
    receipt.left().orders().forEach(o -> System.out.println("    left: " + o));
}
