package trysail.storm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trysail.journal.Entry;
import trysail.journal.JournalReader;
import trysail.journal.JournalState;
import trysail.journal.MemoryStore;
import trysail.model.Position;
import trysail.receipt.Receipt;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionClock;
import trysail.scope.SessionContext;
import trysail.simulator.SimulatedExchange;
import trysail.simulator.record.VenueRecord;

/** Holds what the journals say against what the venue has seen, once the last session of a crash storm has ended. */
final class CrashWitness {
    private final MemoryStore store;
    private final SimulatedExchange exchange;
    private final SessionClock clock;

    CrashWitness(MemoryStore store, SimulatedExchange exchange, SessionClock clock) {
        this.store = store;
        this.exchange = exchange;
        this.clock = clock;
    }

    /** Everything a start may change. */
    record State(long orders, long cancels, Map<String, String> positions, Map<String, List<String>> journals) {}

    /** What there is now. */
    State look() {
        var journals = new TreeMap<String, List<String>>();
        store.sessions().forEach(s -> journals.put(s, store.lines(s)));
        var record = exchange.record();
        var cancels = record.requests().stream()
                .filter(r -> r.method().equals("DELETE") && r.path().endsWith("/order"))
                .count();
        return new State(record.ordersEver(), cancels, positions(exchange), journals);
    }

    /** After a session that was not disturbed. */
    void judge(Receipt calm) throws InterruptedException {
        must("an undisturbed session ends in order", calm.exitCode() == 0, calm.toJson());
        var working = exchange.record().workingOrders();
        must("no order of ours works at the venue", working.isEmpty(), working);
        var seen = exchange.record().orders();
        var ids = new HashSet<String>();
        must("no client order id is sent twice", seen.stream().allMatch(o -> ids.add(o.clientId())), seen);
        must("nothing is left to recover", store.unsettled().isEmpty(), store.unsettled());
        fills(seen);
        var ours = traded();
        must(
                "the journals fold to the venue's positions",
                ours.equals(positions(exchange)),
                ours + " and " + positions(exchange));
    }

    /** After one more session that did not trade. */
    void mustBe(State before, Receipt idle) {
        must("an idle session ends in order", idle.exitCode() == 0, idle.toJson());
        var now = look();
        must("one more start sends nothing", before.orders() == now.orders() && before.cancels() == now.cancels(), now);
        must("one more start leaves positions alone", before.positions().equals(now.positions()), now.positions());
        before.journals()
                .forEach((session, lines) -> must(
                        "one more start leaves journals alone",
                        lines.equals(now.journals().get(session)),
                        session));
        now.journals().entrySet().stream()
                .filter(j -> !before.journals().containsKey(j.getKey()))
                .forEach(j -> must(
                        "one more start recovers nothing",
                        j.getValue().stream().noneMatch(l -> l.contains(" recovered ")),
                        j.getValue()));
    }

    private void fills(List<VenueRecord.OrderSeen> seen) throws InterruptedException {
        var theirs = new ArrayList<String>();
        seen.forEach(o -> o.fills().forEach(f -> theirs.add(o.clientId() + " trade " + f.tradeId())));
        var ours = new ArrayList<String>();
        for (var session : store.sessions()) {
            for (var line : entries(session)) {
                if (line.entry() instanceof Entry.Filled f) {
                    ours.add(f.id() + " trade " + f.fill().tradeId());
                }
            }
        }
        theirs.sort(null);
        ours.sort(null);
        must("each fill is counted once", theirs.equals(ours), "ours " + ours + ", the venue's " + theirs);
    }

    /** What all sessions together have traded, by their journals. */
    private Map<String, String> traded() throws InterruptedException {
        var sum = new TreeMap<String, BigDecimal>();
        for (var session : store.sessions()) {
            var state = new JournalState();
            entries(session).forEach(state::apply);
            state.positions()
                    .forEach((symbol, p) ->
                            sum.merge(symbol, p.size().subtract(state.carried(symbol)), BigDecimal::add));
        }
        var words = new TreeMap<String, String>();
        sum.forEach((symbol, size) -> put(words, symbol, size));
        return words;
    }

    private List<Entry.Stamped> entries(String session) throws InterruptedException {
        var reader = new SessionContext("reader", clock, new Ledger(clock));
        return JournalReader.entries(reader, store, session, clock.deadline(Rung.WHOLE));
    }

    static Map<String, String> positions(SimulatedExchange exchange) {
        return sizes(exchange.record().positions(SimulatedExchange.testKeys().key()));
    }

    static Map<String, String> sizes(Iterable<Position> positions) {
        var sizes = new TreeMap<String, String>();
        positions.forEach(p -> put(sizes, p.symbol(), p.size()));
        return sizes;
    }

    private static void put(Map<String, String> sizes, String symbol, BigDecimal size) {
        if (size.signum() != 0) {
            sizes.put(symbol, size.stripTrailingZeros().toPlainString());
        }
    }

    static void must(String property, boolean held, Object seen) {
        if (!held) {
            throw new Trial.Broken(property, String.valueOf(seen));
        }
    }
}
