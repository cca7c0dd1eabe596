// A failure drill: the venue misbehaves on purpose, and the receipt says what became of every order.
//   scripts/trysail jshell jshell/failure-drill.jsh

record Drill(String what, String... faults) {}

var drills = List.of(
        new Drill("every stream is cut", "drop@1s"),
        new Drill("a reply is lost", "lose-reply@1s"),
        new Drill("the venue goes mute", "mute@1s"),
        new Drill("one request in three fails", "http500:0.3"));

var running = new LinkedHashMap<Drill, Session>();
for (var d : drills) {
    var faults = Arrays.stream(d.faults()).map(Fault::parse).toList();
    running.put(d, start(paper("3s").feed(synthetic(7)).faults(faults)));
}

for (var d : drills) {
    var receipt = await(running.get(d));
    var fates = receipt.orders().stream().collect(Collectors.groupingBy(o -> o.fate(), TreeMap::new, Collectors.counting()));
    System.out.printf("%-28s exit %d, stopped in %3d ms, orders %s, left nothing: %s%n",
            d.what(), receipt.exitCode(), receipt.stopTime().toMillis(), fates, receipt.left().isEmpty());
}
