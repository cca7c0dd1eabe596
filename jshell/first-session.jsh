// A first session: three seconds on the embedded exchange, at ten times its pace, and what became of it.
//   scripts/trysail jshell jshell/first-session.jsh

var s = start(paper("3s").feed(synthetic(7)).speed(Speed.parse("10")).strategy("quoter"));
System.out.println("started " + s.name());

var receipt = await(s);
System.out.println(receipt.session() + " saw " + receipt.marketEvents() + " market frames and traded " + receipt.fills() + " times");
System.out.println("profit and loss " + receipt.pnl().setScale(2, RoundingMode.HALF_UP) + " USDT");
System.out.println(receipt.orders().size() + " orders were working when it stopped; left behind: " + receipt.left().threads().size() + " threads");
System.out.print(receipt.toText());
