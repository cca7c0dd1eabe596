package trysail.venue.binance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.account.futures.BinancePosition;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.dto.trade.OrderType;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import si.mazi.rescu.HttpStatusIOException;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;
import trysail.exchange.Credentials;
import trysail.exchange.ExchangeException;
import trysail.model.Numbers;
import trysail.model.Order;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.VenueOrder;
import trysail.venue.binance.account.IncomeAnswer;
import trysail.venue.binance.algo.AlgoAnswer;
import trysail.venue.binance.algo.AlgoEnded;
import trysail.wire.rest.VenueClock;

/**
 * The calls with what each signed one needs besides its own parameters. Blocks; used by one thread only. The symbols and
 * ids are the venue's.
 */
final class SignedRest {
    static final int MOST_TRADES = 1000;
    /** Orders that one request ends. */
    static final int MOST_CANCELLED = 10;

    private static final long WINDOW = VenueClock.WINDOW.toMillis();

    private static final ObjectReader ANSWERS = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readerFor(OrderAnswer.class);

    private static final int NOT_THERE = 404;

    private final FuturesRest rest;
    private final Supplier<FuturesRest.KeyRights> rights;
    private final Optional<Credentials> credentials;
    private final Optional<? extends ParamsDigest> digest;
    private final SynchronizedValueFactory<Long> stamps;

    SignedRest(
            FuturesRest rest,
            Supplier<FuturesRest.KeyRights> rights,
            Optional<Credentials> credentials,
            Optional<? extends ParamsDigest> digest,
            SynchronizedValueFactory<Long> stamps) {
        this.rest = rest;
        this.rights = rights;
        this.credentials = credentials;
        this.digest = digest;
        this.stamps = stamps;
    }

    long time() throws IOException {
        return rest.time().serverTime();
    }

    /** The entries of the venue's listing, as it wrote them. */
    JsonNode listed() throws IOException {
        var symbols = rest.exchangeInfo().path("symbols");
        if (!symbols.isArray()) {
            throw new IOException("cannot read the answer: it has no list of symbols");
        }
        return symbols;
    }

    BigDecimal price(String symbol) throws IOException {
        return rest.price(symbol).price();
    }

    List<List<String>> klines(String symbol, String interval, int limit, @Nullable Long endTime) throws IOException {
        return rest.klines(symbol, interval, limit, endTime);
    }

    VenueOrder place(Order order) throws IOException {
        var symbol = order.instrument().symbol();
        return switch (order.terms()) {
            case Terms.Market m -> place(order, OrderType.MARKET, null, null).order(symbol);
            case Terms.Limit l ->
                place(order, OrderType.LIMIT, timeInForce(l), l.price()).order(symbol);
            case Terms.Triggered t -> placeConditional(order, t).order(symbol);
        };
    }

    /** An order that waits for its trigger: the market's last price reaches it, never the mark. */
    private AlgoAnswer placeConditional(Order order, Terms.Triggered terms) throws IOException {
        return rest.placeAlgo(
                "CONDITIONAL",
                BinanceSymbols.toVenue(order.instrument()),
                order.side() == Side.BUY ? OrderSide.BUY : OrderSide.SELL,
                switch (terms.when()) {
                    case STOP -> "STOP_MARKET";
                    case TAKE_PROFIT -> "TAKE_PROFIT_MARKET";
                },
                order.size(),
                terms.trigger(),
                "CONTRACT_PRICE",
                order.reduceOnly() ? Boolean.TRUE : null,
                order.id().toString(),
                WINDOW,
                stamps,
                key(),
                digest());
    }

    AlgoAnswer findConditional(String clientAlgoId) throws IOException {
        return rest.findAlgo(clientAlgoId, WINDOW, stamps, key(), digest());
    }

    AlgoEnded cancelConditional(String clientAlgoId) throws IOException {
        return rest.cancelAlgo(clientAlgoId, WINDOW, stamps, key(), digest());
    }

    /** None where the place has no such namespace, as the venue had none before the end of 2025. */
    List<AlgoAnswer> openConditional(@Nullable String symbol) throws IOException {
        try {
            return rest.openAlgoOrders(symbol, WINDOW, stamps, key(), digest());
        } catch (HttpStatusIOException e) {
            if (e.getHttpStatusCode() == NOT_THERE) {
                return List.of();
            }
            throw e;
        }
    }

    OrderAnswer findByNumber(String symbol, long orderId) throws IOException {
        return rest.findByNumber(symbol, orderId, WINDOW, stamps, key(), digest());
    }

    private OrderAnswer place(
            Order order, OrderType type, @Nullable TimeInForce timeInForce, @Nullable BigDecimal price)
            throws IOException {
        return rest.place(
                BinanceSymbols.toVenue(order.instrument()),
                order.side() == Side.BUY ? OrderSide.BUY : OrderSide.SELL,
                type,
                timeInForce,
                order.size(),
                price,
                order.reduceOnly() ? Boolean.TRUE : null,
                order.id().toString(),
                "RESULT", // the state after matching, not only that it arrived
                WINDOW,
                stamps,
                key(),
                digest());
    }

    private static TimeInForce timeInForce(Terms.Limit limit) {
        return switch (limit.timeInForce()) {
            case GTC -> TimeInForce.GTC;
            case IOC -> TimeInForce.IOC;
            case FOK -> TimeInForce.FOK;
            case POST_ONLY -> TimeInForce.GTX;
        };
    }

    OrderAnswer find(String symbol, String clientOrderId) throws IOException {
        return rest.find(symbol, clientOrderId, WINDOW, stamps, key(), digest());
    }

    OrderAnswer cancel(String symbol, String clientOrderId) throws IOException {
        return rest.cancel(symbol, clientOrderId, WINDOW, stamps, key(), digest());
    }

    /** Of those that were ended by this; an entry that is none of them, or cannot be read, is left out. */
    List<OrderAnswer> cancelSeveral(String symbol, List<String> clientOrderIds) throws IOException {
        var list = "[" + clientOrderIds.stream().map(id -> '"' + id + '"').collect(Collectors.joining(",")) + "]";
        var ended = new ArrayList<OrderAnswer>();
        for (var entry : rest.cancelSeveral(symbol, list, WINDOW, stamps, key(), digest())) {
            if (entry.has("orderId")) {
                ended.add(ANSWERS.readValue(entry));
            }
        }
        return ended;
    }

    /** @param symbol null: of all, which weighs forty times as much */
    List<OrderAnswer> openOrders(@Nullable String symbol) throws IOException {
        return rest.openOrders(symbol, WINDOW, stamps, key(), digest());
    }

    /** Trades made from {@code startTime} to {@code endTime}, oldest first. */
    List<TradeAnswer> userTrades(String symbol, long startTime, long endTime) throws IOException {
        return rest.userTrades(symbol, startTime, endTime, null, MOST_TRADES, WINDOW, stamps, key(), digest());
    }

    /** Trades from this trade id on, oldest first. */
    List<TradeAnswer> userTradesFrom(String symbol, long id) throws IOException {
        return rest.userTrades(symbol, null, null, id, MOST_TRADES, WINDOW, stamps, key(), digest());
    }

    /** What moved the account's money from {@code startTime} on, oldest first. */
    List<IncomeAnswer> income(long startTime) throws IOException {
        return rest.income(startTime, MOST_TRADES, WINDOW, stamps, key(), digest());
    }

    List<BinancePosition> positions() throws IOException {
        return rest.positions(WINDOW, stamps, key(), digest());
    }

    List<FuturesRest.AssetAnswer> balances() throws IOException {
        return rest.balances(WINDOW, stamps, key(), digest());
    }

    FuturesRest.AccountAnswer account() throws IOException {
        return rest.account(WINDOW, stamps, key(), digest());
    }

    /** What the key may do; empty where the place has no such call, as the venue's demo has not. */
    Optional<FuturesRest.KeyAnswer> keyRights() throws IOException {
        try {
            return Optional.of(rights.get().rights(WINDOW, stamps, key(), digest()));
        } catch (HttpStatusIOException e) {
            if (e.getHttpStatusCode() == NOT_THERE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Duration countdown(String symbol, Duration time) throws IOException {
        var set = rest.countdown(symbol, time.toMillis(), WINDOW, stamps, key(), digest());
        return Duration.ofMillis(Numbers.bounded(Numbers.of(set.millis())).longValue());
    }

    String createListenKey() throws IOException {
        return rest.createListenKey(key()).getListenKey();
    }

    Object keepListenKeyAlive() throws IOException {
        return rest.keepListenKeyAlive(key());
    }

    private String key() {
        return credentials.orElseThrow(SignedRest::noKeys).key();
    }

    private ParamsDigest digest() {
        return digest.orElseThrow(SignedRest::noKeys);
    }

    private static ExchangeException noKeys() {
        return new ExchangeException.Unauthenticated("this call needs API keys, and none were given", null);
    }
}
