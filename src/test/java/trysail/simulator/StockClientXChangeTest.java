package trysail.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.derivative.FuturesContract;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.Order.OrderStatus;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.instrument.Instrument;
import org.knowm.xchange.service.trade.TradeService;
import org.knowm.xchange.service.trade.params.orders.DefaultOpenOrdersParamInstrument;
import trysail.scope.SessionContext;
import trysail.simulator.desk.AccountKeys;
import trysail.simulator.play.Speed;
import trysail.simulator.source.FeedSpec;

/** XChange as anybody takes it from Maven Central, with nothing of ours: only its address is another one. */
class StockClientXChangeTest {
    private static final Instrument BTC = new FuturesContract("BTC/USDT/PERP");
    private static final BigDecimal SIZE = new BigDecimal("0.020");

    /** XChange overwrites any address of a futures exchange with production's: the one thing a stranger must change. */
    public static final class Redirected extends BinanceExchange {
        @Override
        protected void concludeHostParams(ExchangeSpecification specification) {}
    }

    private final SessionContext ctx = SessionContext.standalone("stranger");
    private SimulatedExchange venue;
    private BinanceExchange exchange;
    private BinanceMarketDataService market;
    private TradeService trade;

    @BeforeEach
    void open() throws Exception {
        venue = SimulatedExchange.open(
                ctx,
                SimulatedExchange.Config.venue(new FeedSpec.Synthetic(1), Speed.REAL_TIME, List.of("BTC-USDT"), 0));
        venue.testAccount();
        exchange = connect(SimulatedExchange.testKeys());
        market = (BinanceMarketDataService) exchange.getMarketDataService();
        trade = exchange.getTradeService();
    }

    private BinanceExchange connect(AccountKeys keys) {
        var spec = new ExchangeSpecification(Redirected.class);
        spec.setSslUri(venue.restUri().toString());
        spec.setHost("127.0.0.1");
        spec.setApiKey(keys.key());
        spec.setSecretKey(keys.secret());
        spec.setExchangeSpecificParametersItem(BinanceExchange.EXCHANGE_TYPE, ExchangeType.FUTURES);
        return (BinanceExchange) ExchangeFactory.INSTANCE.createExchange(spec);
    }

    @AfterEach
    void close() throws Exception {
        venue.close();
        assertThat(ctx.ledger().entries()).isEmpty();
    }

    /** XChange calls the currency of futures USD. */
    private BigDecimal cash() throws IOException {
        return exchange.getAccountService()
                .getAccountInfo()
                .getWallet()
                .getBalance(Currency.USD)
                .getTotal();
    }

    private Order order(String id) throws IOException {
        return trade.getOrder(new BinanceQueryOrderParams(BTC, id)).iterator().next();
    }

    /** Below the market, so that it rests. */
    private LimitOrder far() throws IOException {
        var bid = market.getOrderBook(BTC, 5).getBids().getFirst().getLimitPrice();
        var price = bid.multiply(new BigDecimal("0.97")).setScale(1, java.math.RoundingMode.DOWN);
        return new LimitOrder.Builder(OrderType.BID, BTC)
                .originalAmount(SIZE)
                .limitPrice(price)
                .flag(TimeInForce.GTC)
                .build();
    }

    @Test
    void readsTheMarket() throws Exception {
        var rules = exchange.getExchangeMetaData().getInstruments().get(BTC);
        assertThat(rules.getPriceScale()).isEqualTo(1);
        assertThat(rules.getVolumeScale()).isEqualTo(3);
        assertThat(rules.getMinimumAmount()).isEqualByComparingTo("0.001");

        var book = market.getOrderBook(BTC, 20);
        assertThat(book.getBids()).hasSize(20);
        assertThat(book.getAsks()).hasSize(20);
        assertThat(book.getBids().getFirst().getLimitPrice())
                .isLessThan(book.getAsks().getFirst().getLimitPrice());

        var ticker = market.getTicker(BTC);
        assertThat(ticker.getInstrument()).isEqualTo(BTC);
        assertThat(ticker.getLast()).isBetween(ticker.getLow(), ticker.getHigh());
        assertThat(market.getTickers(null)).hasSize(1);

        var trades = market.getTrades(BTC).getTrades();
        assertThat(trades)
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.getInstrument()).isEqualTo(BTC));

        var klines = market.klines(BTC, KlineInterval.m1, 100, null, null);
        assertThat(klines).hasSize(100).allSatisfy(k -> assertThat(k.getClose()).isBetween(k.getLow(), k.getHigh()));
        assertThat(market.getFundingRate(BTC).getFundingRate()).isEqualByComparingTo("0");
        assertThat(market.getFundingRates().getFundingRates()).hasSize(1);
    }

    @Test
    void placesAsksAndCancels() throws Exception {
        assertThat(cash()).isEqualByComparingTo("10000");
        var id = trade.placeLimitOrder(far());

        var placed = order(id);
        assertThat(placed.getStatus()).isEqualTo(OrderStatus.NEW);
        assertThat(placed.getOriginalAmount()).isEqualByComparingTo(SIZE);
        var open =
                trade.getOpenOrders(new DefaultOpenOrdersParamInstrument(BTC)).getOpenOrders();
        assertThat(open).extracting(LimitOrder::getId).containsExactly(id);
        assertThat(open).extracting(LimitOrder::getInstrument).containsExactly(BTC);

        assertThat(trade.cancelOrder(new BinanceCancelOrderParams(BTC, id, null)))
                .isTrue();
        assertThat(order(id).getStatus()).isEqualTo(OrderStatus.CANCELED);
        assertThat(trade.getOpenOrders(new DefaultOpenOrdersParamInstrument(BTC))
                        .getOpenOrders())
                .isEmpty();
        assertThatThrownBy(() -> trade.cancelOrder(new BinanceCancelOrderParams(BTC, id, null)))
                .isInstanceOf(ExchangeException.class);
    }

    @Test
    void tradesAndTheSumsAgree() throws Exception {
        var id = trade.placeMarketOrder(new MarketOrder(OrderType.BID, SIZE, BTC));

        var bought = order(id);
        assertThat(bought.getStatus()).isEqualTo(OrderStatus.FILLED);
        var position = trade.getOpenPositions().getOpenPositions().getFirst();
        assertThat(position.getInstrument()).isEqualTo(BTC);
        assertThat(position.getSize()).isEqualByComparingTo(SIZE);
        assertThat(exchange.getAccountService().getAccountInfo().getOpenPositions())
                .singleElement()
                .satisfies(p -> assertThat(p.getPrice()).isEqualByComparingTo(position.getPrice()));

        trade.placeMarketOrder(new MarketOrder(OrderType.ASK, SIZE, BTC));
        var history = (BinanceTradeHistoryParams) trade.createTradeHistoryParams();
        history.setInstrument(BTC);
        history.setStartTime(Date.from(Instant.now().minusSeconds(600)));
        var trades = trade.getTradeHistory(history).getUserTrades();
        var worth = BigDecimal.ZERO;
        for (var t : trades) { // XChange takes the side from a field that only the spot venue sends: asked by order
            var value = t.getPrice().multiply(t.getOriginalAmount());
            worth = (t.getOrderId().equals(id) ? worth.subtract(value) : worth.add(value)).subtract(t.getFeeAmount());
        }
        assertThat(trades).extracting(t -> t.getInstrument()).containsOnly(BTC);
        assertThat(cash()).isEqualByComparingTo(new BigDecimal("10000").add(worth));
        assertThat(trade.getOpenPositions().getOpenPositions())
                .allSatisfy(p -> assertThat(p.getSize()).isZero());
    }

    @Test
    void settingsAndFees() throws Exception {
        var account = (BinanceAccountService) exchange.getAccountService();
        assertThat(account.setLeverage(BTC, 5)).isTrue();
        assertThat(account.getCommissionRateByInstrument(BTC).getTakerFee()).isEqualByComparingTo("0.0005");
        assertThat(account.getAccountInfo().getWallets()).isNotEmpty();
    }

    @Test
    void refusalsSayWhy() throws Exception {
        var order = far();
        var huge = new LimitOrder.Builder(OrderType.BID, BTC)
                .originalAmount(new BigDecimal("1000"))
                .limitPrice(order.getLimitPrice())
                .flag(TimeInForce.GTC)
                .build();
        assertThatThrownBy(() -> trade.placeLimitOrder(huge)).hasMessageContaining("Margin is insufficient");

        var stranger = connect(new AccountKeys(SimulatedExchange.testKeys().key(), "a wrong secret"));
        assertThatThrownBy(() -> stranger.getAccountService().getAccountInfo())
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("Signature");
    }
}
