package trysail.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import trysail.model.Instrument;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.risk.LimitUse.Unit;

/** Adds up what of each limit is used, as the rules would at this moment. On the thread that judges. */
final class LimitUses {
    private final RiskLimits limits;
    private final OrderRate rate;
    private final RiskState state;

    LimitUses(RiskLimits limits, OrderRate rate, RiskState state) {
        this.limits = limits;
        this.rate = rate;
        this.state = state;
    }

    List<LimitUse> of(List<Instrument> instruments) {
        var all = new ArrayList<LimitUse>();
        all.add(order());
        instruments.forEach(i -> all.add(position(i)));
        all.add(count(
                "max-open-orders",
                limits.maxOpenOrders(),
                state.openOrders(),
                Optional.of(limits.maxOpenOrders() - state.openOrders()),
                StandardRule.OPEN_ORDERS));
        all.add(count(
                "orders-per-second",
                limits.ordersPerSecond(),
                rate.lastSecond(state.nanos()),
                Optional.empty(), // what may be sent at once is the burst's to say
                StandardRule.ORDER_RATE));
        var ready = rate.ready(state.nanos());
        all.add(count(
                "order-burst", limits.burst(), limits.burst() - ready, Optional.of(ready), StandardRule.ORDER_RATE));
        instruments.forEach(i -> all.add(dataAge(i)));
        instruments.forEach(i -> all.add(priceBand(i)));
        return List.copyOf(all);
    }

    private LimitUse order() {
        var most = Optional.of(limits.maxOrder().multiply(state.equity()));
        return new LimitUse(
                "max-order",
                Optional.empty(),
                RiskLimits.print(limits.maxOrder()),
                Unit.QUOTE,
                most,
                Optional.empty(),
                most.map(LimitUses::notNegative),
                StandardRule.MAX_ORDER_SIZE);
    }

    /** The further of the two sides to which open orders could take it. */
    private LimitUse position(Instrument instrument) {
        var most = limits.maxPosition().multiply(state.equity());
        var used = state.quote(instrument)
                .map(quote -> Stream.of(Side.values())
                        .map(side ->
                                StandardRules.reach(instrument, side, state).multiply(StandardRules.touch(side, quote)))
                        .reduce(BigDecimal.ZERO, BigDecimal::max));
        return new LimitUse(
                "max-position",
                Optional.of(instrument.symbol()),
                RiskLimits.print(limits.maxPosition()),
                Unit.QUOTE,
                Optional.of(most),
                used,
                used.map(u -> notNegative(most.subtract(u))),
                StandardRule.MAX_POSITION);
    }

    private static LimitUse count(String limit, int most, int used, Optional<Integer> room, StandardRule rule) {
        return new LimitUse(
                limit,
                Optional.empty(),
                Integer.toString(most),
                Unit.ORDERS,
                Optional.of(BigDecimal.valueOf(most)),
                Optional.of(BigDecimal.valueOf(used)),
                room.map(r -> BigDecimal.valueOf(Math.max(0, r))),
                rule);
    }

    private LimitUse dataAge(Instrument instrument) {
        var most = limits.maxDataAge();
        var used = state.quote(instrument).map(q -> StandardRules.age(q, state));
        return new LimitUse(
                "max-data-age",
                Optional.of(instrument.symbol()),
                RiskLimits.print(most),
                Unit.MILLISECONDS,
                Optional.of(millis(most)),
                used.map(LimitUses::millis),
                used.map(u -> notNegative(millis(most.minus(u)))),
                StandardRule.STALE_DATA);
    }

    private LimitUse priceBand(Instrument instrument) {
        var most = state.quote(instrument).map(Quote::mid).map(limits.priceBand()::multiply);
        return new LimitUse(
                "price-band",
                Optional.of(instrument.symbol()),
                RiskLimits.print(limits.priceBand()),
                Unit.QUOTE,
                most,
                Optional.empty(),
                most,
                StandardRule.PRICE_BAND);
    }

    private static BigDecimal millis(Duration d) {
        return BigDecimal.valueOf(d.toMillis());
    }

    private static BigDecimal notNegative(BigDecimal value) {
        return value.max(BigDecimal.ZERO);
    }
}
