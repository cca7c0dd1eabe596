import com.binance.connector.client.common.configuration.ClientConfiguration;
import com.binance.connector.client.common.configuration.SignatureConfiguration;
import com.binance.connector.client.common.websocket.configuration.WebSocketClientConfiguration;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.DerivativesTradingUsdsFuturesRestApiUtil;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.api.DerivativesTradingUsdsFuturesRestApi;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.AutoCancelAllOpenOrdersRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.ModifyOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.NewOrderRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.Side;
import com.binance.connector.client.derivatives_trading_usds_futures.rest.model.TimeInForce;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.DerivativesTradingUsdsFuturesWebSocketStreamsUtil;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.api.DerivativesTradingUsdsFuturesWebSocketStreams;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.AggregateTradeStreamsRequest;
import com.binance.connector.client.derivatives_trading_usds_futures.websocket.stream.model.DiffBookDepthStreamsRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Binance's own client for Java. Nothing of ours but the addresses: it knows those of before 2026. */
public final class JavaConnector {
    private static final String BTC = "BTCUSDT";
    private static final String ID = "java-" + System.currentTimeMillis();

    private static DerivativesTradingUsdsFuturesRestApi rest() {
        ClientConfiguration configuration = DerivativesTradingUsdsFuturesRestApiUtil.getClientConfiguration();
        configuration.setUrl(Checks.environment("VENUE"));
        var keys = new SignatureConfiguration();
        keys.setApiKey(Checks.environment("KEY"));
        keys.setSecretKey(Checks.environment("SECRET"));
        configuration.setSignatureConfiguration(keys);
        return new DerivativesTradingUsdsFuturesRestApi(configuration);
    }

    private static DerivativesTradingUsdsFuturesWebSocketStreams streams(String path) {
        WebSocketClientConfiguration configuration =
                DerivativesTradingUsdsFuturesWebSocketStreamsUtil.getClientConfiguration();
        configuration.setUrl(Checks.environment("WS") + path);
        return new DerivativesTradingUsdsFuturesWebSocketStreams(configuration);
    }

    private static NewOrderRequest order(String type, double size) {
        return new NewOrderRequest().symbol(BTC).side(Side.BUY).type(type).quantity(size);
    }

    private static double far(DerivativesTradingUsdsFuturesRestApi rest) throws Exception {
        var bid = new BigDecimal(
                rest.orderBook(BTC, 5L).getData().getBids().getFirst().getFirst());
        return bid.multiply(new BigDecimal("0.97"))
                .setScale(1, RoundingMode.DOWN)
                .doubleValue();
    }

    public static void main(String[] args) {
        var rest = rest();
        new Checks()
                .check(
                        "server time",
                        () -> Math.abs(rest.checkServerTime().getData().getServerTime() - System.currentTimeMillis())
                                < 60_000)
                .check(
                        "listing",
                        () -> rest.exchangeInformation().getData().getSymbols().stream()
                                .anyMatch(s -> BTC.equals(s.getSymbol())))
                .check(
                        "book",
                        () -> rest.orderBook(BTC, 20L).getData().getBids().size() == 20)
                .check("book stream in step", () -> {
                    var changes = streams("/public/stream")
                            .diffBookDepthStreams(new DiffBookDepthStreamsRequest()
                                    .symbol("btcusdt")
                                    .updateSpeed("100ms"));
                    var first = changes.take();
                    var snapshot = rest.orderBook(BTC, 1000L).getData().getLastUpdateId();
                    var met = first.getuLowerCase() >= snapshot;
                    var last = first.getuLowerCase();
                    for (var i = 0; i < 40; i++) {
                        var change = changes.take();
                        if (change.getPu().longValue() != last) {
                            throw new IllegalStateException("a change follows " + change.getPu() + ", not " + last);
                        }
                        met |= change.getU() <= snapshot && change.getuLowerCase() >= snapshot;
                        last = change.getuLowerCase();
                    }
                    return met;
                })
                .check(
                        "trades stream",
                        () -> BTC.equals(streams("/market/stream")
                                .aggregateTradeStreams(new AggregateTradeStreamsRequest().symbol("btcusdt"))
                                .take()
                                .getsLowerCase()))
                .check("user stream fill", () -> {
                    var key = rest.startUserDataStream().getData().getListenKey();
                    var events = streams("/private/stream").userData(key);
                    Thread.sleep(2_000);
                    rest.newOrder(order("MARKET", 0.01).newClientOrderId(ID + "m"));
                    while (true) {
                        var event = String.valueOf(events.take());
                        if (event.contains(ID + "m") && event.contains("FILLED")) {
                            return true;
                        }
                    }
                })
                .check(
                        "place",
                        () -> "NEW"
                                .equals(rest.newOrder(order("LIMIT", 0.01)
                                                .timeInForce(TimeInForce.GTC)
                                                .price(far(rest))
                                                .newClientOrderId(ID))
                                        .getData()
                                        .getStatus()))
                .check(
                        "find",
                        () -> "NEW"
                                .equals(rest.queryOrder(BTC, null, ID, null)
                                        .getData()
                                        .getStatus()))
                .check(
                        "open orders",
                        () -> rest.currentAllOpenOrders(BTC, null).getData().stream()
                                .anyMatch(o -> ID.equals(o.getClientOrderId())))
                .check(
                        "modify",
                        () -> new BigDecimal(rest.modifyOrder(new ModifyOrderRequest()
                                                        .symbol(BTC)
                                                        .side(Side.BUY)
                                                        .origClientOrderId(ID)
                                                        .quantity(0.02)
                                                        .price(far(rest)))
                                                .getData()
                                                .getOrigQty())
                                        .compareTo(new BigDecimal("0.02"))
                                == 0)
                .check(
                        "cancel",
                        () -> "CANCELED"
                                .equals(rest.cancelOrder(BTC, null, ID, null)
                                        .getData()
                                        .getStatus()))
                .check(
                        "positions",
                        () -> new BigDecimal(rest.positionInformationV3(BTC, null)
                                                .getData()
                                                .getFirst()
                                                .getPositionAmt())
                                        .signum()
                                > 0)
                .check(
                        "balance",
                        () -> rest.futuresAccountBalanceV3(null).getData().stream()
                                .anyMatch(b ->
                                        "USDT".equals(b.getAsset()) && new BigDecimal(b.getBalance()).signum() > 0))
                .check("error text", () -> {
                    var said = Checks.refusal(() -> rest.newOrder(
                            order("LIMIT", 500).timeInForce(TimeInForce.GTC).price(far(rest))));
                    if (!String.valueOf(said).contains("Margin is insufficient")) {
                        throw said;
                    }
                    return true;
                })
                .check(
                        "countdownCancelAll",
                        () -> BTC.equals(rest.autoCancelAllOpenOrders(new AutoCancelAllOpenOrdersRequest()
                                        .symbol(BTC)
                                        .countdownTime(0L))
                                .getData()
                                .getSymbol()))
                .check(
                        "income",
                        () -> !rest.getIncomeHistory(BTC, null, null, null, null, 10L, null)
                                .getData()
                                .isEmpty())
                .run();
    }
}
