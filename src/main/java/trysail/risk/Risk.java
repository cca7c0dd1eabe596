package trysail.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Order;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;

/**
 * Judges what a strategy wants: approved, or denied by the first rule it breaks.
 *
 * <p>The rules, by the names that denials carry: {@code gate}, {@code drain}, {@code reduce-only}, {@code step}, {@code min-size},
 * {@code stale-data}, {@code price-band}, {@code max-order-size}, {@code max-position}, {@code open-orders},
 * {@code order-rate}. An exit (reduce-only, and smaller than the position) is not held to the rules that keep us from
 * taking on more. Cancels are always approved. {@link #judge} belongs to one thread; {@link #flatten} may be called by
 * another.
 */
public final class Risk {
    private final RiskLimits limits;
    private final Gate gate;
    private final Supplier<ClientOrderId> ids;
    private final OrderRate rate;

    /** @param ids gives a new id each time, on any thread */
    public Risk(RiskLimits limits, Gate gate, Supplier<ClientOrderId> ids) {
        this.limits = limits;
        this.gate = gate;
        this.ids = ids;
        rate = new OrderRate(limits.ordersPerSecond(), limits.burst());
    }

    public RiskLimits limits() {
        return limits;
    }

    public Verdict judge(Intent intent, RiskState state) {
        return switch (intent) {
            case Intent.Cancel c -> cancel(c.id(), c.why());
            case Intent.Submit s -> {
                var objection = atTheGate().or(() -> objection(s, state)).or(() -> overRate(s, state));
                yield objection.isPresent()
                        ? new Denied(intent, objection.get().rule, objection.get().reason)
                        : approved(s);
            }
        };
    }

    /** Leave to end an order of ours: never denied. Any thread. */
    public static Approved cancel(ClientOrderId id, String why) {
        return new Approved(new Approved.Action.Cancel(id), why);
    }

    /**
     * The stop's own order: closes this position at the market. The only approval that a shut gate lets through.
     *
     * @throws IllegalArgumentException when the position is flat, or not of this instrument
     */
    public Approved flatten(Instrument instrument, Position position) {
        if (position.isFlat() || !position.symbol().equals(instrument.symbol())) {
            throw new IllegalArgumentException(instrument + ": nothing to flatten in " + position);
        }
        var side = position.size().signum() > 0 ? Side.SELL : Side.BUY;
        var order = new Order(ids.get(), instrument, side, position.size().abs(), Terms.market(), true);
        return new Approved(new Approved.Action.Place(order), "flatten");
    }

    private Approved approved(Intent.Submit s) {
        rate.spend();
        var order = new Order(ids.get(), s.instrument(), s.side(), s.size(), s.terms(), s.reduceOnly());
        return new Approved(new Approved.Action.Place(order), s.why());
    }

    private record Objection(String rule, String reason) {}

    private static Optional<Objection> no(String rule, String reason) {
        return Optional.of(new Objection(rule, reason));
    }

    private Optional<Objection> objection(Intent.Submit s, RiskState state) {
        if (s.size().signum() <= 0 || !multiple(s.size(), s.instrument().lot())) {
            return no(
                    "step",
                    "size %s is not a multiple of the lot %s"
                            .formatted(plain(s.size()), plain(s.instrument().lot())));
        }
        if (s.terms() instanceof Terms.Limit l
                && !multiple(l.price(), s.instrument().tick())) {
            return no(
                    "step",
                    "price %s is not a multiple of the tick %s"
                            .formatted(plain(l.price()), plain(s.instrument().tick())));
        }
        var quote = state.quote(s.instrument());
        if (s.reduceOnly()) {
            return notAnExit(s, state).or(() -> quote.flatMap(q -> outOfBand(s, q)));
        }
        if (gate.heldFor(false).isPresent()) { // and not for exits
            return no("drain", "the session drains: no new entries");
        }
        if (quote.isEmpty()) {
            return no("stale-data", "no quote of %s has come yet".formatted(s.instrument()));
        }
        var price = price(s, quote.get());
        return tooOld(s.instrument(), quote.get(), state)
                .or(() -> outOfBand(s, quote.get()))
                .or(() -> tooSmall(s, price))
                .or(() -> tooLarge(s, price, state));
    }

    private Optional<Objection> atTheGate() {
        return gate.isShut()
                ? no("gate", "the gate is shut")
                : gate.heldFor(true).flatMap(latch -> no("gate", "the session is " + latch.label()));
    }

    private static Optional<Objection> notAnExit(Intent.Submit s, RiskState state) {
        var held = state.position(s.instrument()).size();
        return s.side().signed(held).signum() < 0 && s.size().compareTo(held.abs()) <= 0
                ? Optional.empty()
                : no(
                        "reduce-only",
                        "%s %s does not reduce a position of %s".formatted(s.side(), plain(s.size()), plain(held)));
    }

    private Optional<Objection> tooOld(Instrument instrument, Quote quote, RiskState state) {
        // Played faster than real time, only the feed's own clock tells; gone silent altogether, only ours does.
        var behind = state.time().map(t -> Duration.between(quote.time(), t)).orElse(Duration.ZERO);
        var age = state.quoteAge(instrument);
        var older = behind.compareTo(age) > 0 ? behind : age;
        return older.compareTo(limits.maxDataAge()) <= 0
                ? Optional.empty()
                : no(
                        "stale-data",
                        "the last quote is %d ms old, over %d ms"
                                .formatted(older.toMillis(), limits.maxDataAge().toMillis()));
    }

    private Optional<Objection> outOfBand(Intent.Submit s, Quote quote) {
        if (!(s.terms() instanceof Terms.Limit l)) {
            return Optional.empty();
        }
        var mid = quote.mid();
        var off = l.price().subtract(mid).abs();
        return off.compareTo(mid.multiply(limits.priceBand())) <= 0
                ? Optional.empty()
                : no(
                        "price-band",
                        "price %s is over %s %% from %s"
                                .formatted(plain(l.price()), percent(limits.priceBand()), plain(mid)));
    }

    private static Optional<Objection> tooSmall(Intent.Submit s, BigDecimal price) {
        var smallest = s.instrument().smallestSize(price);
        return s.size().compareTo(smallest) >= 0
                ? Optional.empty()
                : no(
                        "min-size",
                        "size %s is below the venue's minimum of %s".formatted(plain(s.size()), plain(smallest)));
    }

    private Optional<Objection> tooLarge(Intent.Submit s, BigDecimal price, RiskState state) {
        var equity = state.equity();
        var notional = s.size().multiply(price);
        if (notional.compareTo(equity.multiply(limits.maxOrder())) > 0) {
            return no(
                    "max-order-size",
                    "%s is over %s %% of an equity of %s"
                            .formatted(money(notional), percent(limits.maxOrder()), money(equity)));
        }
        var worst = s.side()
                .signed(state.position(s.instrument()).size())
                .add(state.pending(s.instrument(), s.side()))
                .add(s.size())
                .multiply(price);
        if (worst.compareTo(equity.multiply(limits.maxPosition())) > 0) {
            return no(
                    "max-position",
                    "the position could reach %s, over %s %% of an equity of %s"
                            .formatted(money(worst), percent(limits.maxPosition()), money(equity)));
        }
        return state.openOrders() < limits.maxOpenOrders()
                ? Optional.empty()
                : no("open-orders", "%d orders are open already".formatted(state.openOrders()));
    }

    private Optional<Objection> overRate(Intent.Submit s, RiskState state) {
        return rate.allows(state.nanos(), s.reduceOnly())
                ? Optional.empty()
                : no("order-rate", "over %d orders a second".formatted(limits.ordersPerSecond()));
    }

    /** What one unit would cost at worst: a limit's price, or the far side of the book. */
    private static BigDecimal price(Intent.Submit s, Quote quote) {
        var touch = s.side() == Side.BUY ? quote.ask() : quote.bid();
        return switch (s.terms()) {
            case Terms.Market m -> touch;
            case Terms.Limit l -> s.side() == Side.BUY ? l.price() : l.price().max(touch);
        };
    }

    private static boolean multiple(BigDecimal value, BigDecimal step) {
        return value.remainder(step).signum() == 0;
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private static String money(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
