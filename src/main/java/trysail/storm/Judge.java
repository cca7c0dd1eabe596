package trysail.storm;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trysail.journal.Entry;
import trysail.journal.JournalState;
import trysail.journal.OrderFate;
import trysail.model.ClientOrderId;
import trysail.model.Fill;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.order.OnStop;
import trysail.receipt.OpenPosition;
import trysail.receipt.Receipt;
import trysail.scope.ExitCode;
import trysail.scope.Rung;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.simulator.record.VenueRecord;
import trysail.simulator.record.VenueRecord.OrderSeen;

/**
 * Holds one session that has ended against what a stop promises. The exchange's own record is the witness, the journal is
 * what the session says itself.
 *
 * @param journal every entry of the session's
 * @param venue empty when the exchange never opened
 * @param sent when each order was put on the wire, as far as anybody watches that: it need not arrive
 * @param shut when the gate shut, on the venue's clock
 * @param others client ids of orders that somebody else has on the same account
 * @param simulated whether time is: a real machine may be late for reasons of its own
 */
record Judge(
        SessionPlan plan,
        Receipt receipt,
        List<Entry.Stamped> journal,
        Optional<VenueRecord> venue,
        List<Long> sent,
        long shut,
        Set<String> others,
        boolean simulated) {
    private static final Duration GRACE = Duration.ofMillis(250);
    /** What a rung may take beyond its longest, until it is cut. */
    private static final Duration LATE = Duration.ofMillis(50);

    /** @throws Trial.Broken for the first promise that was not kept */
    void judge() {
        everythingIsClosedOrNamed();
        theStopEndsInTime();
        theCodeIsTheReasons();
        theFirstFailureIsTheCause();
        if (venue.isPresent()) {
            var orders = orders(venue.get());
            nothingIsSentLateOrTwice(orders);
            othersAreLeftAlone(venue.get());
            receiptAndVenueAgree(venue.get(), orders);
            if (!allowed().journal()) {
                theJournalFoldsToThePositions(venue.get(), orders);
            }
        }
    }

    private Allowed allowed() {
        return new Allowed(plan.faults());
    }

    /** Property 1, and of property 7 what the session knows itself. */
    private void everythingIsClosedOrNamed() {
        var left = receipt.left();
        must(
                "nothing is left",
                (left.threads().isEmpty() || allowed().tasks() || allowed().files())
                        && left.sockets().isEmpty()
                        && (left.files().isEmpty() || allowed().files())
                        && (left.tasks().isEmpty() || allowed().tasks()),
                left);
        must(
                "a thread that lives on has a task",
                left.threads().isEmpty()
                        || !left.tasks().isEmpty()
                        || !left.files().isEmpty(),
                left);
        venue.ifPresent(v -> must("no connection is left at the venue", v.openConnections() == 0, v.connections()));
    }

    /** Property 3. */
    private void theStopEndsInTime() {
        must(
                "the stop ends in time",
                receipt.stopTime().compareTo(plan.stopWithin().plus(GRACE)) <= 0,
                receipt.stopTime() + " of " + plan.stopWithin());
        for (var rung : simulated ? receipt.rungs() : List.<StopLadder.Step>of()) {
            must(
                    "no rung takes another's time",
                    rung.took().compareTo(rung.rung().longest(plan.stopWithin()).plus(LATE)) <= 0,
                    rung);
        }
    }

    /** Property 4, as far as the receipt goes by itself. */
    private void theCodeIsTheReasons() {
        var truthLost = receipt.rungs().stream()
                .anyMatch(s -> s.outcome() != StopLadder.Outcome.DONE
                        && (s.rung() == Rung.ORDERS || s.rung() == Rung.JOURNAL));
        var code = receipt.left().isEmpty() && !truthLost ? receipt.reason().exitCode() : ExitCode.LEFT_BEHIND;
        must("the exit code says how it ended", receipt.exitCode() == code, receipt.exitCode() + " for " + code);
        must(
                "nothing is cut short where all goes well",
                !simulated
                        || !plan.isAnswered()
                        || receipt.rungs().stream().noneMatch(s -> s.outcome() == StopLadder.Outcome.CUT),
                receipt.rungs());
        must(
                "what goes well at the venue is known",
                !simulated || !plan.isAnswered() || receipt.left().orders().isEmpty(),
                receipt.left().orders());
    }

    /** Property 5. */
    private void theFirstFailureIsTheCause() {
        if (receipt.reason() instanceof StopReason.Failed failed) {
            must("the fault was not ours", allowed().failure(failed.cause()), failed.cause());
            must(
                    "a failure is told",
                    !receipt.errors().isEmpty()
                            && (receipt.exitCode() == ExitCode.FAILED || receipt.exitCode() == ExitCode.LEFT_BEHIND),
                    receipt.errors());
        }
    }

    /** Ours, in the order of their arrival. What the venue or a hand entered has no name of our form. */
    private List<OrderSeen> orders(VenueRecord witness) {
        return witness.orders().stream().filter(this::isOurs).toList();
    }

    private boolean isOurs(OrderSeen order) {
        return !others.contains(order.clientId())
                && ClientOrderId.parse(order.clientId()).isPresent();
    }

    /** Property 2. Each order on the wire when the gate shut may arrive after that, and none but those. */
    private void nothingIsSentLateOrTwice(List<OrderSeen> orders) {
        var ids = new HashSet<String>();
        must("no order is sent twice", orders.stream().allMatch(o -> ids.add(o.clientId())), orders);
        if (allowed().journal()) {
            return; // which of them were to flatten is not known
        }
        var flattens = journal.stream()
                .map(Entry.Stamped::entry)
                .filter(e -> e instanceof Entry.Intended i && i.purpose() == Purpose.FLATTEN)
                .flatMap(e -> e.about().stream())
                .map(Object::toString)
                .collect(Collectors.toSet());
        must("nobody asked to flatten", plan.onStop() == OnStop.FLATTEN || flattens.isEmpty(), flattens);
        var late = orders.stream()
                .filter(o -> o.nanos() > shut && !flattens.contains(o.clientId()))
                .toList();
        must(
                "no order is sent once the gate has shut",
                late.size() <= receipt.onTheWire(),
                late + " though there were on the wire: " + receipt.onTheWire());
        var departed = sent.stream().filter(at -> at > shut).count();
        must(
                "no order is sent once the gate has shut",
                departed <= receipt.onTheWire() + flattens.size() || (allowed().repeats() && !flattens.isEmpty()),
                departed + " were, though on the wire there were " + receipt.onTheWire());
        var symbols = new HashSet<String>();
        must(
                "a position is flattened once",
                orders.stream()
                        .filter(o -> flattens.contains(o.clientId()))
                        .allMatch(o -> o.reduceOnly() && symbols.add(o.symbol())),
                orders);
    }

    /** Property 2: no order of others is touched. */
    private void othersAreLeftAlone(VenueRecord witness) {
        var abandoned = ids(witness.abandoned());
        for (var order : witness.orders()) {
            must(
                    "no order of others is touched",
                    !others.contains(order.clientId())
                            || order.working()
                            || allowed().cancels()
                            || abandoned.contains(order.clientId())
                            || order.state().equals(Optional.of(OrderState.REJECTED)),
                    order);
        }
    }

    /** Property 4. */
    private void receiptAndVenueAgree(VenueRecord witness, List<OrderSeen> orders) {
        var seen = orders.stream().collect(Collectors.toMap(OrderSeen::clientId, o -> o));
        var open = new HashSet<String>();
        var told = new HashSet<String>();
        var abandoned = ids(witness.abandoned());
        for (var fate : receipt.orders()) {
            var id = fate.id().toString();
            var theirs = Optional.ofNullable(seen.get(id));
            must("an order has one fate", told.add(id), receipt.orders());
            must(
                    "fates are as the venue saw them",
                    agree(fate.fate(), theirs, abandoned.contains(id)),
                    fate + ", at the venue " + theirs);
            if (fate.fate() == OrderFate.Fate.KEPT || fate.fate() == OrderFate.Fate.UNKNOWN) {
                open.add(id);
            }
        }
        must(
                "orders end as was asked",
                plan.onStop() == OnStop.KEEP
                        || receipt.orders().stream().noneMatch(o -> o.fate() == OrderFate.Fate.KEPT),
                receipt.orders());
        var still = Stream.concat(witness.workingOrders().stream(), witness.abandoned().stream())
                .map(OrderSeen::clientId)
                .filter(id -> !others.contains(id) && ClientOrderId.parse(id).isPresent() && !open.contains(id))
                .toList();
        must("no order is left at the venue unnamed", still.isEmpty(), still);
    }

    private boolean agree(OrderFate.Fate fate, Optional<OrderSeen> seen, boolean abandoned) {
        var state = seen.flatMap(OrderSeen::state);
        var traded = seen.filter(o -> !o.fills().isEmpty()).isPresent();
        return switch (fate) {
            case CANCELLED ->
                state.filter(s -> s == OrderState.CANCELLED || s == OrderState.EXPIRED)
                                .isPresent()
                        && !traded
                        && !abandoned;
            case PARTLY_FILLED_THEN_CANCELLED ->
                state.filter(s -> s == OrderState.CANCELLED || s == OrderState.EXPIRED)
                                .isPresent()
                        && traded
                        && !abandoned;
            case FILLED -> state.equals(Optional.of(OrderState.FILLED));
            case KEPT ->
                abandoned
                        || state.filter(s -> s.working() || s == OrderState.FILLED)
                                .isPresent();
            case REJECTED -> state.isEmpty() || state.equals(Optional.of(OrderState.REJECTED));
            case UNKNOWN -> true;
            case VENUE_GONE -> false;
        };
    }

    /** Properties 4 and 6: trade by trade, then what they come to. Kept orders trade on. */
    private void theJournalFoldsToThePositions(VenueRecord witness, List<OrderSeen> orders) {
        var state = new JournalState();
        var ours = new HashMap<String, Fill>();
        for (var line : journal) {
            state.apply(line);
            if (line.entry() instanceof Entry.Filled f) {
                must("a trade is counted once", ours.put(trade(f.fill()), f.fill()) == null, f);
            }
        }
        var unfinished = allowed().files()
                && receipt.rungs().stream()
                        .anyMatch(s -> s.rung() == Rung.JOURNAL && s.outcome() != StopLadder.Outcome.DONE);
        must(
                "the receipt counts the trades",
                receipt.fills() == ours.size() || unfinished,
                receipt.fills() + " of " + ours.size());
        var theirs = new HashMap<String, Fill>();
        orders.forEach(o -> o.fills().forEach(f -> theirs.put(trade(f), f)));
        must("every trade happened", theirs.keySet().containsAll(ours.keySet()), missing(ours, theirs));
        if (receipt.exitCode() == ExitCode.LEFT_BEHIND
                || receipt.dealings().positions().isEmpty()) {
            return; // what is not known is named
        }
        var kept = receipt.orders().stream()
                .filter(o -> o.fate() == OrderFate.Fate.KEPT)
                .map(o -> o.id().toString())
                .collect(Collectors.toSet());
        orders.stream()
                .filter(o -> kept.contains(o.clientId()))
                .forEach(o -> o.fills().forEach(f -> theirs.remove(trade(f))));
        must("every trade is known", ours.keySet().containsAll(theirs.keySet()), missing(theirs, ours));
        if (kept.isEmpty()) {
            var held = held(witness, state);
            must(
                    "the journal folds to the venue's positions",
                    sizes(state.positions().values()).equals(held),
                    sizes(state.positions().values()) + " and " + held);
            receipt.dealings()
                    .positions()
                    .ifPresent(left -> must(
                            "the receipt names the positions left",
                            named(left).equals(held),
                            named(left) + " and " + held));
            must(
                    "a flattened session holds nothing",
                    plan.onStop() != OnStop.FLATTEN || state.foreign() > 0 || held.isEmpty(),
                    held);
        }
    }

    /** As the venue has them, but for what others traded after the gate had shut and the last look did not see. */
    private TreeMap<String, String> held(VenueRecord witness, JournalState state) {
        var held = new HashMap<String, Position>();
        for (var account : accounts(witness)) {
            witness.positions(account).forEach(p -> held.put(p.symbol(), p));
        }
        witness.orders().stream()
                .filter(o -> !isOurs(o) && o.nanos() > shut)
                .flatMap(o -> o.fills().stream())
                .filter(f -> !state.knows(f))
                .forEach(f -> held.compute(f.symbol(), (symbol, p) -> {
                    var now = p == null ? Position.flat(symbol) : p;
                    var size = now.size().subtract(f.side().signed(f.size()));
                    return new Position(symbol, size, now.entryPrice(), now.realised(), now.fees());
                }));
        return sizes(held.values());
    }

    private static Set<String> accounts(VenueRecord witness) {
        return witness.orders().stream().map(OrderSeen::account).collect(Collectors.toSet());
    }

    /** Where an account trades with itself, two orders have one trade. */
    private static String trade(Fill fill) {
        return fill.venueId() + " " + fill.tradeId();
    }

    private static Set<String> missing(Map<String, Fill> of, Map<String, Fill> in) {
        var missing = new HashSet<>(of.keySet());
        missing.removeAll(in.keySet());
        return missing;
    }

    private static Set<String> ids(List<OrderSeen> orders) {
        return orders.stream().map(OrderSeen::clientId).collect(Collectors.toSet());
    }

    private static TreeMap<String, String> named(List<OpenPosition> left) {
        var sizes = new TreeMap<String, String>();
        left.forEach(p -> sizes.put(p.symbol(), p.size().stripTrailingZeros().toPlainString()));
        return sizes;
    }

    private static TreeMap<String, String> sizes(Iterable<Position> positions) {
        var sizes = new TreeMap<String, String>();
        for (var position : positions) {
            if (!position.isFlat()) {
                sizes.put(
                        position.symbol(), position.size().stripTrailingZeros().toPlainString());
            }
        }
        return sizes;
    }

    static void must(String property, boolean held, Object seen) {
        if (!held) {
            throw new Trial.Broken(property, String.valueOf(seen));
        }
    }
}
