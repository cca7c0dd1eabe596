package trysail.venue.binance.algo;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.binance.dto.trade.OrderSide;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/** The calls of the namespace in which orders wait for their trigger. */
public interface AlgoRest {
    String KEY = "X-MBX-APIKEY";
    String SIGNATURE = "signature";

    @POST
    @Path("fapi/v1/algoOrder")
    AlgoAnswer placeAlgo(
            @FormParam("algoType") String algoType,
            @FormParam("symbol") String symbol,
            @FormParam("side") OrderSide side,
            @FormParam("type") String type,
            @FormParam("quantity") BigDecimal quantity,
            @FormParam("triggerPrice") BigDecimal triggerPrice,
            @FormParam("workingType") String workingType,
            @FormParam("reduceOnly") @Nullable Boolean reduceOnly,
            @FormParam("clientAlgoId") String clientAlgoId,
            @FormParam("recvWindow") long recvWindow,
            @FormParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/algoOrder")
    AlgoAnswer findAlgo(
            @QueryParam("clientAlgoId") String clientAlgoId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @DELETE
    @Path("fapi/v1/algoOrder")
    AlgoEnded cancelAlgo(
            @QueryParam("clientAlgoId") String clientAlgoId,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;

    @GET
    @Path("fapi/v1/openAlgoOrders")
    List<AlgoAnswer> openAlgoOrders(
            @QueryParam("symbol") @Nullable String symbol,
            @QueryParam("recvWindow") long recvWindow,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @HeaderParam(KEY) String apiKey,
            @QueryParam(SIGNATURE) ParamsDigest signature)
            throws IOException;
}
