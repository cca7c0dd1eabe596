package trysail.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;

/** What the rules say that every session has. Each is asked only after those before it had no objection. */
final class StandardRules {
    private final RiskLimits limits;
    private final Gate gate;
    private final OrderRate rate;

    StandardRules(RiskLimits limits, Gate gate, OrderRate rate) {
        this.limits = limits;
        this.gate = gate;
        this.rate = rate;
    }

    /** In the order in which they judge. */
    List<RiskRule> all() {
        return Arrays.stream(StandardRule.values())
                .<RiskRule>map(r -> new PlainRule(r.word(), r.holdsExits(), (order, state) -> ask(r, order, state)))
                .toList();
    }

    private Optional<String> ask(StandardRule rule, Intent.Submit s, RiskState state) {
        return switch (rule) {
            case GATE -> atTheGate();
            case STEP -> offStep(s);
            case REDUCE_ONLY -> s.reduceOnly() ? notAnExit(s, state) : noEntry(s);
            case DRAIN -> drained();
            case STALE_DATA -> tooOld(s.instrument(), state);
            case PRICE_BAND -> state.quote(s.instrument()).flatMap(q -> outOfBand(s, q)); // an exit may have no quote
            case MIN_SIZE -> tooSmall(s, price(s, state));
            case MAX_ORDER_SIZE -> tooLarge(s.size().multiply(price(s, state)), state.equity());
            case MAX_POSITION -> tooMuch(s, price(s, state), state);
            case OPEN_ORDERS -> tooMany(state);
            case ORDER_RATE -> overRate(s, state);
        };
    }

    private Optional<String> atTheGate() {
        return gate.isShut()
                ? Optional.of("the gate is shut")
                : gate.heldFor(true).map(latch -> "the session is " + latch.label());
    }

    private static Optional<String> offStep(Intent.Submit s) {
        if (s.size().signum() <= 0 || !multiple(s.size(), s.instrument().lot())) {
            return Optional.of("size %s is not a multiple of the lot %s"
                    .formatted(plain(s.size()), plain(s.instrument().lot())));
        }
        return switch (s.terms()) {
            case Terms.Market m -> Optional.empty();
            case Terms.Limit l when multiple(l.price(), s.instrument().tick()) -> Optional.empty();
            case Terms.Limit l ->
                Optional.of("price %s is not a multiple of the tick %s"
                        .formatted(plain(l.price()), plain(s.instrument().tick())));
            case Terms.Triggered t when multiple(t.trigger(), s.instrument().tick()) -> Optional.empty();
            case Terms.Triggered t ->
                Optional.of("trigger %s is not a multiple of the tick %s"
                        .formatted(plain(t.trigger()), plain(s.instrument().tick())));
        };
    }

    private static Optional<String> noEntry(Intent.Submit s) {
        return s.terms().conditional()
                ? Optional.of("a " + s.terms().words() + " is not reduce-only: it may only be an exit")
                : Optional.empty();
    }

    private static Optional<String> notAnExit(Intent.Submit s, RiskState state) {
        var held = state.position(s.instrument()).size();
        return s.side().signed(held).signum() < 0 && s.size().compareTo(held.abs()) <= 0
                ? Optional.empty()
                : Optional.of(
                        "%s %s does not reduce a position of %s".formatted(s.side(), plain(s.size()), plain(held)));
    }

    private Optional<String> drained() {
        return gate.heldFor(false) // and not for exits
                .map(latch -> "the session is " + latch.label() + ": no new entries");
    }

    private Optional<String> tooOld(Instrument instrument, RiskState state) {
        var quote = state.quote(instrument);
        if (quote.isEmpty()) {
            return Optional.of("no quote of %s has come yet".formatted(instrument));
        }
        var age = age(quote.get(), state);
        return age.compareTo(limits.maxDataAge()) <= 0
                ? Optional.empty()
                : Optional.of("the last quote is %d ms old, over %d ms"
                        .formatted(age.toMillis(), limits.maxDataAge().toMillis()));
    }

    /** Played faster than real time, only the feed's own clock tells; gone silent altogether, only ours does. */
    static Duration age(Quote quote, RiskState state) {
        var behind = state.time().map(t -> Duration.between(quote.time(), t)).orElse(Duration.ZERO);
        var age = state.quoteAge(quote.instrument());
        return behind.compareTo(age) > 0 ? behind : age;
    }

    private Optional<String> outOfBand(Intent.Submit s, Quote quote) {
        return switch (s.terms()) {
            case Terms.Market m -> Optional.empty();
            case Terms.Limit l -> {
                var mid = quote.mid();
                var off = l.price().subtract(mid).abs();
                yield off.compareTo(mid.multiply(limits.priceBand())) <= 0
                        ? Optional.empty()
                        : Optional.of("price %s is over %s %% from %s"
                                .formatted(plain(l.price()), percent(limits.priceBand()), plain(mid)));
            }
            case Terms.Triggered t -> {
                var now = touch(s.side(), quote);
                yield t.met(s.side(), now)
                        ? Optional.of("trigger %s is reached already: the market is at %s"
                                .formatted(plain(t.trigger()), plain(now)))
                        : Optional.empty();
            }
        };
    }

    private static Optional<String> tooSmall(Intent.Submit s, BigDecimal price) {
        var smallest = s.instrument().smallestSize(price);
        return s.size().compareTo(smallest) >= 0
                ? Optional.empty()
                : Optional.of("size %s is below the venue's minimum of %s".formatted(plain(s.size()), plain(smallest)));
    }

    private Optional<String> tooLarge(BigDecimal notional, BigDecimal equity) {
        return notional.compareTo(equity.multiply(limits.maxOrder())) <= 0
                ? Optional.empty()
                : Optional.of("%s is over %s %% of an equity of %s"
                        .formatted(money(notional), percent(limits.maxOrder()), money(equity)));
    }

    private Optional<String> tooMuch(Intent.Submit s, BigDecimal price, RiskState state) {
        var equity = state.equity();
        var worst = reach(s.instrument(), s.side(), state).add(s.size()).multiply(price);
        return worst.compareTo(equity.multiply(limits.maxPosition())) <= 0
                ? Optional.empty()
                : Optional.of("the position could reach %s, over %s %% of an equity of %s"
                        .formatted(money(worst), percent(limits.maxPosition()), money(equity)));
    }

    /** How far the position goes to this side when all open orders of the side fill; negative: it stays on the other. */
    static BigDecimal reach(Instrument instrument, Side side, RiskState state) {
        return side.signed(state.position(instrument).size()).add(state.pending(instrument, side));
    }

    private Optional<String> tooMany(RiskState state) {
        return state.openOrders() < limits.maxOpenOrders()
                ? Optional.empty()
                : Optional.of("%d orders are open already".formatted(state.openOrders()));
    }

    private Optional<String> overRate(Intent.Submit s, RiskState state) {
        return rate.allows(state.nanos(), s.reduceOnly())
                ? Optional.empty()
                : Optional.of("over %d orders a second".formatted(limits.ordersPerSecond()));
    }

    /** What one unit would cost at worst: a limit's price, or the far side of the book. The quote is there by now. */
    private static BigDecimal price(Intent.Submit s, RiskState state) {
        var quote = state.quote(s.instrument()).orElseThrow();
        var touch = touch(s.side(), quote);
        return switch (s.terms()) {
            case Terms.Market m -> touch;
            case Terms.Triggered t -> touch;
            case Terms.Limit l -> s.side() == Side.BUY ? l.price() : l.price().max(touch);
        };
    }

    static BigDecimal touch(Side side, Quote quote) {
        return side == Side.BUY ? quote.ask() : quote.bid();
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
