package trysail.simulator;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Date;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.ExchangeType;
import org.knowm.xchange.binance.dto.marketdata.KlineInterval;
import org.knowm.xchange.binance.dto.trade.BinanceCancelOrderParams;
import org.knowm.xchange.binance.dto.trade.BinanceQueryOrderParams;
import org.knowm.xchange.binance.dto.trade.BinanceTradeHistoryParams;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import org.knowm.xchange.binance.service.BinanceAccountService;
import org.knowm.xchange.binance.service.BinanceMarketDataService;
import org.knowm.xchange.derivative.FuturesContract;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.service.trade.params.orders.DefaultOpenOrdersParamInstrument;
import trysail.simulator.desk.AccountKeys;

/** What a stock XChange does with a USD-M account, for {@link DialogueRecorder} to overhear. */
final class XChangeDeeds {
    private static final Instrument BTC = new FuturesContract("BTC/USDT/PERP");
    private static final BigDecimal SIZE = new BigDecimal("0.010");

    private XChangeDeeds() {}

    static void act(URI venue, AccountKeys keys) throws Exception {
        var spec = new ExchangeSpecification(StockClientXChangeTest.Redirected.class);
        spec.setSslUri(venue.toString());
        spec.setHost(venue.getHost());
        spec.setApiKey(keys.key());
        spec.setSecretKey(keys.secret());
        spec.setExchangeSpecificParametersItem(BinanceExchange.EXCHANGE_TYPE, ExchangeType.FUTURES);
        var exchange = (BinanceExchange) ExchangeFactory.INSTANCE.createExchange(spec);
        var market = (BinanceMarketDataService) exchange.getMarketDataService();
        var account = (BinanceAccountService) exchange.getAccountService();
        var trade = exchange.getTradeService();

        market.getOrderBook(BTC, 5);
        market.getTicker(BTC);
        market.getTrades(BTC);
        market.klines(BTC, KlineInterval.m1, 2, null, null);
        market.getFundingRate(BTC);
        account.getAccountInfo();
        account.setLeverage(BTC, 7);
        account.getCommissionRateByInstrument(BTC);

        var rests = trade.placeLimitOrder(limit(OrderType.BID, SIZE, "59400.0", "strange-1", TimeInForce.GTC));
        trade.getOrder(new BinanceQueryOrderParams(BTC, rests));
        trade.getOpenOrders(new DefaultOpenOrdersParamInstrument(BTC));
        trade.cancelOrder(new BinanceCancelOrderParams(BTC, rests, null));
        trade.getOrder(new BinanceQueryOrderParams(BTC, rests));
        refused(() -> trade.cancelOrder(new BinanceCancelOrderParams(BTC, rests, null)));
        trade.placeLimitOrder(limit(OrderType.ASK, SIZE, "60600.0", "strange-2", TimeInForce.GTX));
        trade.cancelOrder(new BinanceCancelOrderParams(BTC, null, "strange-2"));

        var bought = trade.placeMarketOrder(new MarketOrder.Builder(OrderType.BID, BTC)
                .originalAmount(SIZE)
                .userReference("strange-3")
                .build());
        trade.getOrder(new BinanceQueryOrderParams(BTC, bought));
        trade.getOpenPositions();
        trade.placeMarketOrder(new MarketOrder.Builder(OrderType.ASK, BTC)
                .originalAmount(SIZE)
                .userReference("strange-4")
                .build());
        var history = (BinanceTradeHistoryParams) trade.createTradeHistoryParams();
        history.setInstrument(BTC);
        history.setStartTime(new Date(System.currentTimeMillis() - 600_000));
        trade.getTradeHistory(history);
        refused(() -> trade.placeLimitOrder(
                limit(OrderType.BID, new BigDecimal("100"), "59400.0", "strange-5", TimeInForce.GTC)));
        refused(() -> trade.placeLimitOrder(limit(OrderType.BID, SIZE, "60001.0", "strange-6", TimeInForce.GTX)));
    }

    private static LimitOrder limit(OrderType side, BigDecimal size, String price, String id, TimeInForce time) {
        return new LimitOrder.Builder(side, BTC)
                .originalAmount(size)
                .limitPrice(new BigDecimal(price))
                .userReference(id)
                .flag(time)
                .build();
    }

    private interface Deed {
        Object run() throws Exception;
    }

    private static void refused(Deed deed) throws Exception {
        try {
            deed.run();
        } catch (ExchangeException no) {
            return;
        }
        throw new IllegalStateException("that was to be refused");
    }
}
