package trysail.recon;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import trysail.exchange.AccountReport;
import trysail.exchange.ExchangeClient;
import trysail.journal.TrackedOrder;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.OrderEvent.ForeignFill;
import trysail.model.OrderEvent.Paid;
import trysail.model.OrderEvent.PositionAdopted;
import trysail.model.OrderState;
import trysail.model.Position;
import trysail.model.VenueOrder;
import trysail.order.Inbound;
import trysail.order.WorkingOrders;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * One session's positions and money against the venue's. A difference counts once it has been seen twice, some time apart,
 * with nothing new on our side between: until then a fill may be on its way. Then the venue is asked which trades or
 * payments it comes of: a fill of ours that nobody told goes the way of the stream's news; what is not ours is found as
 * foreign; and what nothing explains is taken over as the venue has it, and said to be.
 *
 * <p>A question that fails is thrown: it is no empty answer. One thread at a time.
 */
final class Comparison {
    /** Between two looks at the same difference. */
    static final Duration APART = Duration.ofMillis(500);

    /** The same once all our orders have ended: no fill of ours is on its way any more. */
    static final Duration AT_THE_END = Duration.ofMillis(100);

    /** The venue's clock may be behind ours by less than this when trades and payments are asked for. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

    /** Looks at a difference that no list explains: venues list trades late. */
    private static final int PATIENCE = 3;

    /** Less money than this, in the asset, is rounding. */
    static final BigDecimal ROUNDING = new BigDecimal("0.005");

    /** Where what was found goes. */
    interface Findings {
        /** Takes it in; false when it cannot now. */
        boolean take(Inbound found);

        /** Fills of an order of ours had not been told. */
        void untold(VenueOrder order);
    }

    /** By how much the venue's was more, at so many looks before, and from when on another one counts. */
    private record Suspect(BigDecimal difference, int looks, Deadline again) {}

    private final SessionClock clock;
    private final WorkingOrders orders;
    private final List<Instrument> instruments;
    private final Set<String> assets;
    private final Map<String, Suspect> suspects = new HashMap<>();
    /** By asset: what the account held when nothing was found to differ, less what it had grown by then. */
    private final Map<String, BigDecimal> basis = new ConcurrentHashMap<>();

    private final Map<String, Instant> agreed = new HashMap<>();
    /** Payments of before this session. */
    private final Set<String> paidBefore = new HashSet<>();

    private boolean begun;

    private volatile boolean paymentTold;
    private Duration apart = APART;
    private final Instant began;

    Comparison(SessionClock clock, WorkingOrders orders, List<Instrument> instruments) {
        this.clock = clock;
        this.orders = orders;
        this.instruments = List.copyOf(instruments);
        assets = instruments.stream().map(Instrument::quote).collect(Collectors.toSet());
        began = clock.now();
    }

    /** From now on differences are looked at in quick succession. */
    void hurry() {
        apart = AT_THE_END;
    }

    /** What the session's money is in. */
    Set<String> assets() {
        return assets;
    }

    private Belief belief() {
        return orders.look(state -> Belief.of(state, assets));
    }

    /** Asks, once, what was paid before the session: before the first look, and as early as can be. */
    void begin(ExchangeClient client, Deadline deadline) throws InterruptedException {
        if (!begun) {
            client.payments(began.minus(CLOCK_MARGIN), deadline).forEach(p -> paidBefore.add(p.id()));
            begun = true;
        }
    }

    /**
     * Asks how the account stands. True when something differs that is not settled yet: look again soon.
     *
     * @param assets whose money is looked at besides the positions
     */
    boolean look(ExchangeClient client, Set<String> assets, Deadline deadline, Findings findings)
            throws InterruptedException {
        var before = belief();
        var held = new HashMap<String, Position>();
        client.positions(deadline).forEach(p -> held.put(p.symbol(), p));
        var wallets = new TreeMap<String, BigDecimal>();
        for (var asset : assets) {
            wallets.put(asset, client.balance(asset, deadline).wallet());
        }
        var after = belief();
        var still = new HashSet<String>();
        for (var instrument : instruments) {
            var symbol = instrument.symbol();
            var venue = held.getOrDefault(symbol, Position.flat(symbol));
            if (!differs(before.position(symbol), venue)) {
                agreed.put(symbol, clock.now());
            } else if (differs(before.position(symbol), after.position(symbol))) {
                suspects.remove(symbol); // ours moved meanwhile: the venue's answer is of before or after, who knows
            } else if (suspicious(symbol, before.position(symbol).size(), venue.size(), still)) {
                explain(instrument, before.position(symbol), venue, client, deadline, findings);
            }
        }
        suspects.keySet().retainAll(union(still, assets));
        var paid = payments(client, deadline, findings);
        if (!paid && still.isEmpty() && before.equals(belief())) {
            for (var asset : assets) {
                var wallet = wallets.getOrDefault(asset, BigDecimal.ZERO);
                compare(asset, before, wallet, client, deadline, findings, still);
            }
        }
        return paid || !still.isEmpty();
    }

    /** Where money was told to have come or gone without a trade: asks what it was; whether there was any. */
    boolean payments(ExchangeClient client, Deadline deadline, Findings findings) throws InterruptedException {
        if (!paymentTold) {
            return false;
        }
        paymentTold = false;
        try {
            var any = false;
            for (var asset : this.assets) {
                var unknown = unknown(asset, client, deadline);
                take(asset, unknown, findings);
                any |= !unknown.isEmpty();
            }
            return any;
        } catch (RuntimeException | InterruptedException e) {
            paymentTold = true; // not answered: asked again
            throw e;
        }
    }

    private List<Paid> unknown(String asset, ExchangeClient client, Deadline deadline) throws InterruptedException {
        return client.payments(agreed.getOrDefault(asset, began).minus(CLOCK_MARGIN), deadline).stream()
                .filter(p -> p.asset().equals(asset)
                        && !paidBefore.contains(p.id())
                        && !orders.look(state -> state.knows(p)))
                .toList();
    }

    private void take(String asset, List<Paid> payments, Findings findings) {
        if (!payments.isEmpty()) {
            take(asset, new Inbound.Found(List.copyOf(payments), Optional.empty()), findings);
        }
    }

    /** Whether we take all positions of the instruments traded for what the venue says. */
    boolean agrees(List<Position> venue) {
        var held = new HashMap<String, Position>();
        venue.forEach(p -> held.put(p.symbol(), p));
        var ours = belief();
        return instruments.stream()
                .map(Instrument::symbol)
                .noneMatch(s -> differs(ours.position(s), held.getOrDefault(s, Position.flat(s))));
    }

    /** Both sides as they are now; a wallet only once it is known what it should be. */
    Reconciled table(ExchangeClient client, Deadline deadline) throws InterruptedException {
        var rows = new ArrayList<Reconciled.Row>();
        var held = new HashMap<String, Position>();
        client.positions(deadline).forEach(p -> held.put(p.symbol(), p));
        var ours = belief();
        for (var instrument : instruments) {
            var symbol = instrument.symbol();
            var venue = held.getOrDefault(symbol, Position.flat(symbol));
            rows.add(new Reconciled.Row(
                    Reconciled.What.POSITION, symbol, ours.position(symbol).size(), venue.size()));
        }
        for (var asset : assets) {
            var wallet = client.balance(asset, deadline).wallet();
            var base = Optional.ofNullable(basis.get(asset));
            base.ifPresent(known -> rows.add(
                    new Reconciled.Row(Reconciled.What.WALLET, asset, known.add(belief().grown(asset)), wallet)));
        }
        var working = client.workingOrders(deadline);
        for (var instrument : instruments) {
            var symbol = instrument.symbol();
            var here = orders.open().stream()
                    .filter(o -> o.order().instrument().equals(instrument))
                    .count();
            var there = working.stream()
                    .filter(o -> o.symbol().equals(symbol) && orders.ours(o).isPresent())
                    .count();
            rows.add(new Reconciled.Row(
                    Reconciled.What.ORDERS, symbol, BigDecimal.valueOf(here), BigDecimal.valueOf(there)));
        }
        var foreign = working.stream().filter(o -> orders.ours(o).isEmpty()).count();
        return new Reconciled(rows, (int) foreign);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static boolean differs(Position one, Position other) {
        return one.size().compareTo(other.size()) != 0;
    }

    /** Whether this difference has been seen before and stood for a while; {@code still} learns of it either way. */
    private boolean suspicious(String what, BigDecimal ours, BigDecimal venue, Set<String> still) {
        still.add(what);
        var difference = venue.subtract(ours);
        var known = Optional.ofNullable(suspects.get(what)).filter(s -> s.difference.compareTo(difference) == 0);
        var same = known.isPresent();
        if (known.filter(s -> !s.again.expired()).isPresent()) {
            return false;
        }
        var looks = known.map(s -> s.looks + 1).orElse(0);
        suspects.put(what, new Suspect(difference, looks, clock.deadline(apart)));
        return same;
    }

    private int looks(String what) {
        return Optional.ofNullable(suspects.get(what)).map(Suspect::looks).orElse(0);
    }

    /** Of an instrument with an order whose fate is in doubt nothing is concluded: it may be what traded. */
    private boolean inDoubt(String symbol) {
        return orders.open().stream()
                .anyMatch(o -> o.order().instrument().symbol().equals(symbol)
                        && o.standing() != TrackedOrder.Standing.WORKING);
    }

    private void explain(
            Instrument instrument,
            Position ours,
            Position venue,
            ExchangeClient client,
            Deadline deadline,
            Findings findings)
            throws InterruptedException {
        var symbol = instrument.symbol();
        if (inDoubt(symbol)) {
            return;
        }
        learnLinks(instrument, client, deadline);
        var since = agreed.getOrDefault(symbol, began).minus(CLOCK_MARGIN);
        var strangers = new ArrayList<ForeignFill>();
        var untold = new LinkedHashMap<VenueOrder, List<Fill>>();
        var senders = new HashMap<String, Optional<VenueOrder>>();
        for (var fill : client.fills(instrument, since, deadline)) {
            if (orders.look(state -> state.knows(fill))) {
                continue;
            }
            var sender = senders.get(fill.venueId());
            if (sender == null) {
                sender = client.byVenueId(instrument, fill.venueId(), deadline);
                senders.put(fill.venueId(), sender);
            }
            if (sender.flatMap(orders::ours).isPresent()) {
                untold.computeIfAbsent(sender.get(), o -> new ArrayList<>()).add(fill);
            } else {
                strangers.add(new ForeignFill(
                        orders.valued(fill, client, deadline),
                        sender.map(client::source).orElse(ForeignFill.Source.OTHER_ORDER)));
            }
        }
        if (!untold.isEmpty()) {
            untold.forEach((order, fills) -> {
                tell(order, fills, findings);
                findings.untold(order);
            });
            return; // with these counted it may agree
        }
        var difference = venue.size().subtract(ours.size());
        var found = Newest.explaining(
                strangers, s -> s.fill().side().signed(s.fill().size()), difference);
        if (found.isPresent()) {
            take(symbol, new Inbound.Found(List.copyOf(found.get()), Optional.of(ours)), findings);
        } else if (looks(symbol) >= PATIENCE) {
            var adopted = new PositionAdopted(venue, ours.size(), clock.now());
            take(symbol, new Inbound.Found(List.of(adopted), Optional.of(ours)), findings);
        }
    }

    private void take(String what, Inbound found, Findings findings) {
        if (findings.take(found)) {
            suspects.remove(what);
        }
    }

    /** What a trigger made of a conditional order is ours by the venue's link alone: the venue is asked for it. */
    private void learnLinks(Instrument instrument, ExchangeClient client, Deadline deadline)
            throws InterruptedException {
        for (var open : orders.open()) {
            var order = open.order();
            if (order.terms().conditional() && order.instrument().equals(instrument)) {
                var unused = client.find(instrument, order.id(), deadline);
            }
        }
    }

    /** Fills of an order of ours that the account's stream has not told. While they are told it is not over. */
    private static void tell(VenueOrder order, List<Fill> fills, Findings findings) {
        for (var fill : fills) {
            var working = order.at(order.state().working() ? order.state() : OrderState.PARTIALLY_FILLED);
            var unused = findings.take(new Inbound.Heard(new AccountReport.OrderChanged(working, Optional.of(fill))));
        }
        if (!order.state().working()) {
            var unused = findings.take(new Inbound.Heard(new AccountReport.OrderChanged(order, Optional.empty())));
        }
    }

    /** The money of an asset: first what it is, from then on what it should be. */
    private void compare(
            String asset,
            Belief belief,
            BigDecimal wallet,
            ExchangeClient client,
            Deadline deadline,
            Findings findings,
            Set<String> still)
            throws InterruptedException {
        var base = Optional.ofNullable(basis.get(asset));
        var expected = base.map(b -> b.add(belief.grown(asset))).orElse(wallet);
        var differs = wallet.subtract(expected).abs().compareTo(ROUNDING) > 0;
        if (!differs) {
            suspects.remove(asset);
        }
        var suspicious = differs && suspicious(asset, expected, wallet, still);
        if (base.isPresent() && !suspicious) {
            return;
        }
        var unknown = unknown(asset, client, deadline);
        if (!unknown.isEmpty()) {
            still.add(asset); // with these counted it may agree
            take(asset, unknown, findings);
        } else if (base.isEmpty()) {
            basis.put(asset, wallet.subtract(belief.grown(asset)));
            agreed.put(asset, clock.now());
        } else if (looks(asset) >= PATIENCE) {
            // named by what it leads to: the same difference found twice is one
            var id = "unexplained-" + wallet.stripTrailingZeros().toPlainString();
            var difference = wallet.subtract(expected);
            var paid = new Paid(Paid.Kind.OTHER, Optional.empty(), asset, difference, id, clock.now());
            take(asset, new Inbound.Found(List.of(paid), Optional.empty()), findings);
        }
    }

    /** Money came or went without a trade: what it was is asked for at the next look. Any thread. */
    void paymentTold() {
        paymentTold = true;
    }
}
