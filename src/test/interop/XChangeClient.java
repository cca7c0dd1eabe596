import java.math.BigDecimal;
import java.math.RoundingMode;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.ExchangeType;
import org.knowm.xchange.binance.dto.trade.BinanceCancelOrderParams;
import org.knowm.xchange.binance.dto.trade.BinanceQueryOrderParams;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceMarketDataService;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.derivative.FuturesContract;
import org.knowm.xchange.dto.Order.OrderStatus;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.service.trade.params.orders.DefaultOpenOrdersParamInstrument;

/** XChange. Nothing of ours but the address, which it overwrites with production's unless it is kept from it. */
public final class XChangeClient {
    private static final Instrument BTC = new FuturesContract("BTC/USDT/PERP");
    private static final BigDecimal SIZE = new BigDecimal("0.010");
    private static final String STREAMS =
            "streams are in another of its libraries, which asks at addresses retired in 2026";

    public static final class Redirected extends BinanceExchange {
        @Override
        protected void concludeHostParams(ExchangeSpecification specification) {}
    }

    private static String id = "";

    public static void main(String[] args) throws Exception {
        var spec = new ExchangeSpecification(Redirected.class);
        spec.setSslUri(Checks.environment("VENUE"));
        spec.setHost("127.0.0.1");
        spec.setApiKey(Checks.environment("KEY"));
        spec.setSecretKey(Checks.environment("SECRET"));
        spec.setExchangeSpecificParametersItem(BinanceExchange.EXCHANGE_TYPE, ExchangeType.FUTURES);
        var exchange = (BinanceExchange) ExchangeFactory.INSTANCE.createExchange(spec);
        var market = (BinanceMarketDataService) exchange.getMarketDataService();
        var trade = exchange.getTradeService();
        new Checks()
                .check(
                        "server time",
                        () -> Math.abs(market.binanceTime().getServerTime().getTime() - System.currentTimeMillis())
                                < 60_000)
                .check(
                        "listing",
                        () -> exchange.getExchangeMetaData()
                                        .getInstruments()
                                        .get(BTC)
                                        .getPriceScale()
                                == 1)
                .check("book", () -> market.getOrderBook(BTC, 20).getBids().size() == 20)
                .none("book stream in step", STREAMS)
                .none("trades stream", STREAMS)
                .none("user stream fill", STREAMS)
                .check("place", () -> {
                    id = trade.placeLimitOrder(limit(market, SIZE));
                    return !id.isEmpty();
                })
                .check(
                        "find",
                        () -> trade.getOrder(new BinanceQueryOrderParams(BTC, id))
                                        .iterator()
                                        .next()
                                        .getStatus()
                                == OrderStatus.NEW)
                .check(
                        "open orders",
                        () -> trade.getOpenOrders(new DefaultOpenOrdersParamInstrument(BTC)).getOpenOrders().stream()
                                .anyMatch(o -> o.getId().equals(id)))
                .check("modify", () -> {
                    var changed = trade.changeOrder(new LimitOrder.Builder(OrderType.BID, BTC)
                            .id(id)
                            .originalAmount(SIZE.add(SIZE))
                            .limitPrice(limit(market, SIZE).getLimitPrice())
                            .flag(TimeInForce.GTC)
                            .build());
                    var same = changed.equals(id);
                    id = changed;
                    return same
                            && trade.getOrder(new BinanceQueryOrderParams(BTC, id))
                                            .iterator()
                                            .next()
                                            .getOriginalAmount()
                                            .compareTo(SIZE.add(SIZE))
                                    == 0;
                })
                .check("cancel", () -> trade.cancelOrder(new BinanceCancelOrderParams(BTC, id, null)))
                .check("positions", () -> {
                    trade.placeMarketOrder(new MarketOrder.Builder(OrderType.BID, BTC)
                            .originalAmount(SIZE)
                            .build());
                    return trade.getOpenPositions().getOpenPositions().stream()
                            .anyMatch(p ->
                                    p.getInstrument().equals(BTC) && p.getSize().signum() > 0);
                })
                .check(
                        "balance",
                        () -> exchange.getAccountService()
                                        .getAccountInfo()
                                        .getWallet()
                                        .getBalance(Currency.USD)
                                        .getTotal()
                                        .signum()
                                > 0)
                .check(
                        "error text",
                        () -> String.valueOf(Checks.refusal(
                                                () -> trade.placeLimitOrder(limit(market, new BigDecimal("500"))))
                                        .getMessage())
                                .contains("Margin is insufficient"))
                .run();
    }

    private static LimitOrder limit(BinanceMarketDataService market, BigDecimal size) throws Exception {
        var bid = market.getOrderBook(BTC, 5).getBids().getFirst().getLimitPrice();
        return new LimitOrder.Builder(OrderType.BID, BTC)
                .originalAmount(size)
                .limitPrice(bid.multiply(new BigDecimal("0.97")).setScale(1, RoundingMode.DOWN))
                .flag(TimeInForce.GTC)
                .build();
    }
}
