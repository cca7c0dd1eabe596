package trysail.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.Intent;
import trysail.model.Order;
import trysail.model.Position;
import trysail.model.Purpose;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.Gate;

/**
 * Judges what a strategy wants: approved, or denied by the first {@linkplain #rules rule} that objects.
 *
 * <p>An exit (reduce-only, and smaller than the position) is not held to the rules that keep us from taking on more.
 * Cancels are always approved. {@link #judge} belongs to one thread; {@link #flatten} may be called by another.
 */
public final class Risk {
    private final RiskLimits limits;
    private final Supplier<ClientOrderId> ids;
    private final OrderRate rate;
    private final List<RiskRule> rules;

    /** With the standard rules alone. */
    public Risk(RiskLimits limits, Gate gate, Supplier<ClientOrderId> ids) {
        this(limits, List.of(), gate, ids, warning -> {});
    }

    /**
     * @param own rules to be asked after the standard ones
     * @param ids gives a new id each time, on any thread
     * @param warnings is told, by the thread that judges, when a rule first fails
     * @throws IllegalArgumentException when a rule has no name of its own
     */
    public Risk(
            RiskLimits limits, List<RiskRule> own, Gate gate, Supplier<ClientOrderId> ids, Consumer<String> warnings) {
        this.limits = limits;
        this.ids = ids;
        rate = new OrderRate(limits.ordersPerSecond(), limits.burst());
        var all = new ArrayList<>(new StandardRules(limits, gate, rate).all());
        OwnRule.named(own).forEach(rule -> all.add(new OwnRule(rule, warnings)));
        rules = List.copyOf(all);
    }

    /** Rules as a user gives them: each must have a name, which no other has. */
    public static List<RiskRule> named(List<RiskRule> own) {
        return OwnRule.named(own);
    }

    public RiskLimits limits() {
        return limits;
    }

    /** In the order in which they are asked: the {@link StandardRule}s, then the user's own. */
    public List<RiskRule> rules() {
        return rules;
    }

    public Verdict judge(Intent intent, RiskState state) {
        return switch (intent) {
            case Intent.Cancel c -> cancel(c.id(), c.why());
            case Intent.Submit s -> judge(s, state);
        };
    }

    private Verdict judge(Intent.Submit s, RiskState state) {
        for (var rule : rules) {
            if (!s.reduceOnly() || rule.holdsExits()) {
                var objection = rule.objection(s, state);
                if (objection.isPresent()) {
                    return new Denied(s, rule.name(), objection.get());
                }
            }
        }
        rate.spend();
        var order = new Order(ids.get(), s.instrument(), s.side(), s.size(), s.terms(), s.reduceOnly());
        return new Approved(new Approved.Action.Place(order, Purpose.TRADE), s.why());
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
        return new Approved(new Approved.Action.Place(order, Purpose.FLATTEN), "flatten");
    }

    /** What each limit amounts to now and how much of it is used. On the thread that judges. */
    public List<LimitUse> uses(List<Instrument> instruments, RiskState state) {
        return new LimitUses(limits, rate, state).of(instruments);
    }
}
