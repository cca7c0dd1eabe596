package trysail.venue.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.account.futures.BinancePosition;
import org.knowm.xchange.binance.dto.trade.BinanceListenKey;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import org.knowm.xchange.binance.dto.trade.OrderType;
import org.knowm.xchange.binance.dto.trade.TimeInForce;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;
import trysail.model.Balance;
import trysail.model.Numbers;
import trysail.venue.binance.account.IncomeAnswer;
import trysail.venue.binance.algo.AlgoRest;

/**
 * The USD-M calls we make, in XChange's own form.
 *
 * <p>XChange's {@code BinanceFuturesAuthenticated} asks the same addresses, but its answers lose what we need (an order's
 * state after placing, the time of its last change, a trade's side, the balance of one asset), and it logs a warning with a stack trace
 * for each error answer that is no JSON. Here an error is always a {@code HttpStatusIOException} with the venue's body.
 */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
interface FuturesRest extends AlgoRest {
    @GET
    @Path("fapi/v1/time")
    TimeAnswer time() throws IOException;

    @GET
    @Path("fapi/v1/exchangeInfo")
    JsonNode exchangeInfo() throws IOException;

    @GET
    @Path("fapi/v1/klines")
    List<List<String>> klines(
            @QueryParam("symbol") String symbol,
            @QueryParam("interval") String interval,
            @QueryParam("limit") int limit,
            @QueryParam("endTime") @Nullable Long endTime)
            throws IOException;

    @GET
    @Path("fapi/v2/ticker/price")
    PriceAnswer price(@QueryParam("symbol") String symbol) throws IOException;

    @POST
    @Path("fapi/v1/order")
    OrderAnswer place(
            @FormParam("symbol") String symbol,
            @FormParam("side") OrderSide side,
            @FormParam("type") OrderType type,
            @FormParam("timeInForce") @Nullable TimeInForce timeInForce,
            @FormParam("quantity") BigDecimal quantity,
            @FormParam("price") @Nullable BigDecimal price,
            @FormParam("reduceOnly") @Nullable Boolean reduceOnly,
            @FormParam("newClientOrderId") String clientOrderId,
            @FormParam("newOrderRespType") String answer,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/order")
    OrderAnswer find(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientOrderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/order")
    OrderAnswer findByNumber(
            @QueryParam("symbol") String symbol,
            @QueryParam("orderId") long orderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @DELETE
    @Path("fapi/v1/order")
    OrderAnswer cancel(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientOrderId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    /** An answer an order: the order, or a code and a message. */
    @DELETE
    @Path("fapi/v1/batchOrders")
    List<JsonNode> cancelSeveral(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderIdList") String clientOrderIds,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/openOrders")
    List<OrderAnswer> openOrders(
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/userTrades")
    List<TradeAnswer> userTrades(
            @QueryParam("symbol") String symbol,
            @QueryParam("startTime") @Nullable Long startTime,
            @QueryParam("endTime") @Nullable Long endTime,
            @QueryParam("fromId") @Nullable Long fromId,
            @QueryParam("limit") int limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/income")
    List<IncomeAnswer> income(
            @QueryParam("startTime") long startTime,
            @QueryParam("limit") int limit,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v3/positionRisk")
    List<BinancePosition> positions(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v3/balance")
    List<AssetAnswer> balances(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/accountConfig")
    AccountAnswer account(
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @POST
    @Path("fapi/v1/countdownCancelAll")
    CountdownAnswer countdown(
            @FormParam("symbol") String symbol,
            @FormParam("countdownTime") long millis,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @POST
    @Path("fapi/v1/listenKey")
    BinanceListenKey createListenKey(@HeaderParam(KEY) String apiKey) throws IOException;

    @PUT
    @Path("fapi/v1/listenKey")
    java.util.Map<String, String> keepListenKeyAlive(@HeaderParam(KEY) String apiKey) throws IOException;

    /** The venue's clock, in milliseconds. */
    record TimeAnswer(
            @JsonProperty(value = "serverTime", required = true)
            long serverTime) {}

    /** What keys may do. The venue answers this for all its markets, and at another address than its futures. */
    @Path("")
    @Produces(MediaType.APPLICATION_JSON)
    interface KeyRights {
        @GET
        @Path("sapi/v1/account/apiRestrictions")
        KeyAnswer rights(
                @QueryParam("recvWindow") long recvWindow,
                @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
                @HeaderParam(KEY) String apiKey,
                @QueryParam(SIGNATURE) ParamsDigest signature)
                throws IOException;
    }

    /** What a key may do. */
    record KeyAnswer(
            @JsonProperty("enableWithdrawals") @Nullable Boolean withdraws,
            @JsonProperty("enableFutures") @Nullable Boolean trades) {}

    /** How an account may trade. */
    record AccountAnswer(
            @JsonProperty("canTrade") @Nullable Boolean trades,
            @JsonProperty("dualSidePosition") @Nullable Boolean hedged) {}

    /** What the venue has set: milliseconds, as a text. */
    record CountdownAnswer(
            @JsonProperty(value = "countdownTime", required = true)
            String millis) {}

    /** What the account holds of one asset, as the venue's REST answers tell it. */
    record AssetAnswer(
            @JsonProperty(value = "asset", required = true) String asset,

            @JsonProperty(value = "balance", required = true)
            BigDecimal wallet,

            @JsonProperty(value = "availableBalance", required = true)
            BigDecimal available) {

        Balance balance() {
            return new Balance(asset, Numbers.bounded(wallet), Numbers.bounded(available));
        }
    }
}
