package trysail.simulator.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import trysail.matching.Wallet;
import trysail.model.Fee;
import trysail.model.Fill;
import trysail.model.Side;
import trysail.simulator.play.MarketView;

/** One customer of the venue: wallet, what fees are paid in, leverage, orders and trades. Guarded by the desk's lock. */
public final class Account {
    static final int USUAL_LEVERAGE = 20;
    private static final int FEE_DECIMALS = 8;
    private static final int MOST_ENDED = 10_000;
    private static final int MOST_TRADES = 10_000;

    /** One trade of the account, and the profit it realised. */
    public record Traded(OrderEntry order, Fill fill, BigDecimal realised) {}

    /** What one position was paid, in quote currency; negative when it paid. */
    public record Funded(MarketView market, BigDecimal amount, Instant time) {}

    private record OrderNumber(String symbol, long id) {}

    public final AccountKeys keys;
    public final Wallet wallet;
    private Optional<FeeAsset> feeAsset;
    private final Map<String, Integer> leverage = new HashMap<>();
    private final LinkedHashMap<String, OrderEntry> orders = new LinkedHashMap<>();
    private final LinkedHashMap<String, OrderEntry> working = new LinkedHashMap<>();
    private final Map<OrderNumber, OrderEntry> numbers = new HashMap<>();
    private final ArrayDeque<OrderEntry> ended = new ArrayDeque<>();
    private final ArrayDeque<Traded> trades = new ArrayDeque<>();
    private final ArrayDeque<Funded> funded = new ArrayDeque<>();

    Account(AccountKeys keys, BigDecimal capital, Optional<FeeAsset> feeAsset) {
        this.keys = keys;
        this.feeAsset = feeAsset;
        wallet = new Wallet(capital);
    }

    /** What it pays its fees in, and how much of that is left; empty when it pays them in quote currency alone. */
    public Optional<FeeAsset> feeAsset() {
        return feeAsset;
    }

    /** The trade with its fee as this account pays it; takes it from what the account holds of its fee asset. */
    Fill paid(Fill fill) {
        if (feeAsset.isEmpty() || fill.fee().amount().signum() <= 0) {
            return fill;
        }
        var from = feeAsset.get();
        var amount = fill.fee().amount().divide(from.rate(), FEE_DECIMALS, RoundingMode.HALF_UP);
        if (amount.compareTo(from.held()) > 0) {
            return fill;
        }
        feeAsset = Optional.of(from.less(amount));
        return fill.with(new Fee(amount, from.asset(), Optional.of(from.rate())));
    }

    /** {@code symbol} as {@code BTC-USDT}. */
    public int leverage(String symbol) {
        return leverage.getOrDefault(symbol, USUAL_LEVERAGE);
    }

    public void leverage(String symbol, int times) {
        leverage.put(symbol, times);
    }

    private static OrderNumber number(OrderEntry order) {
        return new OrderNumber(order.market.instrument().symbol(), order.id());
    }

    private static OrderNumber child(OrderEntry order) {
        return new OrderNumber(order.market.instrument().symbol(), order.ticket.child());
    }

    void add(OrderEntry order) {
        orders.put(order.clientId(), order);
        working.put(order.clientId(), order);
        numbers.put(number(order), order);
        if (order.conditional()) {
            numbers.put(child(order), order);
        }
    }

    /** An order is over: it is kept until many others are. */
    void ended(OrderEntry order) {
        working.remove(order.clientId());
        ended.addLast(order);
        if (ended.size() > MOST_ENDED) {
            var oldest = ended.removeFirst();
            orders.remove(oldest.clientId());
            numbers.remove(number(oldest));
            if (oldest.conditional()) {
                numbers.remove(child(oldest));
            }
        }
    }

    void traded(Traded trade) {
        trades.addLast(trade);
        if (trades.size() > MOST_TRADES) {
            trades.removeFirst();
        }
    }

    void funded(Funded payment) {
        funded.addLast(payment);
        if (funded.size() > MOST_TRADES) {
            funded.removeFirst();
        }
    }

    public List<Funded> funded() {
        return new ArrayList<>(funded);
    }

    /** The order of this name, working or over: a name is never given twice. */
    public Optional<OrderEntry> byClientId(String clientId) {
        return Optional.ofNullable(orders.get(clientId));
    }

    public Optional<OrderEntry> byId(String symbol, long id) {
        return Optional.ofNullable(numbers.get(new OrderNumber(symbol, id)));
    }

    /** All orders still known, oldest first. */
    public List<OrderEntry> orders() {
        return List.copyOf(orders.values());
    }

    public List<OrderEntry> working() {
        return List.copyOf(working.values());
    }

    public List<OrderEntry> working(MarketView market) {
        return working.values().stream().filter(o -> o.market == market).toList();
    }

    public List<Traded> trades() {
        return new ArrayList<>(trades);
    }

    /** What working orders of one side are worth, those aside that only reduce. */
    public BigDecimal ordered(MarketView market, Side side) {
        var sum = BigDecimal.ZERO;
        for (var o : working.values()) {
            var asked = o.asked;
            if (o.market == market && asked.side() == side && !asked.reduceOnly()) {
                sum = sum.add(o.price().multiply(o.ticket.left()));
            }
        }
        return sum;
    }

    /**
     * Margin that position and working orders of one market tie up: the worse of what they could grow to either way.
     */
    public BigDecimal margin(MarketView market, BigDecimal moreBids, BigDecimal moreAsks) {
        var position = wallet.position(market.instrument().symbol()).size().multiply(market.markPrice());
        var up = position.add(ordered(market, Side.BUY)).add(moreBids).abs();
        var down =
                position.subtract(ordered(market, Side.SELL)).subtract(moreAsks).abs();
        return up.max(down)
                .divide(BigDecimal.valueOf(leverage(market.instrument().symbol())), 8, RoundingMode.UP);
    }

    public BigDecimal positionMargin(MarketView market) {
        var notional = wallet.position(market.instrument().symbol()).size().multiply(market.markPrice());
        return notional.abs()
                .divide(BigDecimal.valueOf(leverage(market.instrument().symbol())), 8, RoundingMode.UP);
    }

    public BigDecimal margin(List<MarketView> markets) {
        var sum = BigDecimal.ZERO;
        for (var market : markets) {
            sum = sum.add(margin(market, BigDecimal.ZERO, BigDecimal.ZERO));
        }
        return sum;
    }

    public static Function<String, BigDecimal> marks(List<MarketView> markets) {
        return symbol -> markets.stream()
                .filter(m -> m.instrument().symbol().equals(symbol))
                .findFirst()
                .map(MarketView::markPrice)
                .orElse(BigDecimal.ZERO);
    }

    /** What new orders may tie up. */
    public BigDecimal available(List<MarketView> markets) {
        return wallet.equity(marks(markets)).subtract(margin(markets)).max(BigDecimal.ZERO);
    }
}
