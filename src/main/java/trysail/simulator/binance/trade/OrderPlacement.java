package trysail.simulator.binance.trade;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import trysail.matching.Submission;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;

/** New orders as requests ask for them, in the venue's words. */
final class OrderPlacement {
    private static final Pattern CLIENT_ID = Pattern.compile("[.A-Z:/a-z0-9_-]{1,36}");
    private static final Set<String> CONDITIONAL =
            Set.of("STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET");

    private OrderPlacement() {}

    /** What the request asks for, or the venue's refusal of its form. */
    static Submission of(RestRequest request, String account, String spareId) {
        var side = side(request.need("side"));
        var type = request.need("type");
        if (CONDITIONAL.contains(type) || request.flag("closePosition")) {
            throw BinanceError.conditional();
        }
        if (request.maybe("positionSide").filter(p -> !p.equals("BOTH")).isPresent()) {
            throw BinanceError.positionSide();
        }
        var clientId = request.maybe("newClientOrderId").orElse(spareId);
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw BinanceError.clientId();
        }
        var tif = type.equals("LIMIT") ? request.need("timeInForce") : "GTC";
        var terms = terms(request, type, tif);
        var size = request.needDecimal("quantity");
        return new Submission(account, clientId, side, size, terms, request.flag("reduceOnly"));
    }

    /** A conditional order, as the requests of its own namespace ask for it. */
    static Submission conditional(RestRequest request, String account, String spareId) {
        var side = side(request.need("side"));
        if (!request.need("algoType").equals("CONDITIONAL")) {
            throw BinanceError.orderType();
        }
        var when = switch (request.need("type")) {
            case "STOP_MARKET" -> Terms.Trigger.STOP;
            case "TAKE_PROFIT_MARKET" -> Terms.Trigger.TAKE_PROFIT;
            default -> throw BinanceError.orderType();
        };
        if (request.maybe("positionSide").filter(p -> !p.equals("BOTH")).isPresent()) {
            throw BinanceError.positionSide();
        }
        var clientId = request.maybe("clientAlgoId").orElse(spareId);
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw BinanceError.clientId();
        }
        var trigger = request.needDecimal("triggerPrice");
        if (trigger.signum() <= 0) {
            throw BinanceError.priceTooLow();
        }
        var size = request.needDecimal("quantity");
        return new Submission(
                account, clientId, side, size, new Terms.Triggered(when, trigger), request.flag("reduceOnly"));
    }

    private static Side side(String word) {
        return switch (word) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw BinanceError.side();
        };
    }

    private static Terms terms(RestRequest request, String type, String timeInForce) {
        return switch (type) {
            case "MARKET" -> market(request);
            case "LIMIT" -> limit(request, timeInForce);
            default -> throw BinanceError.orderType();
        };
    }

    private static Terms market(RestRequest request) {
        for (var name : List.of("price", "timeInForce")) {
            if (request.maybe(name).isPresent()) {
                throw BinanceError.notRequired(name);
            }
        }
        return Terms.market();
    }

    private static Terms limit(RestRequest request, String timeInForce) {
        var price = request.needDecimal("price");
        if (price.signum() <= 0) {
            throw BinanceError.priceTooLow();
        }
        return new Terms.Limit(price, timeInForce(timeInForce));
    }

    private static TimeInForce timeInForce(String word) {
        return switch (word) {
            case "GTC" -> TimeInForce.GTC;
            case "IOC" -> TimeInForce.IOC;
            case "FOK" -> TimeInForce.FOK;
            case "GTX" -> TimeInForce.POST_ONLY;
            default -> throw BinanceError.timeInForce();
        };
    }

    /** {@code LIMIT} or {@code MARKET}. */
    static String type(Terms terms) {
        return switch (terms) {
            case Terms.Limit limit -> "LIMIT";
            case Terms.Market market -> "MARKET";
            case Terms.Triggered triggered -> "MARKET"; // what its trigger makes of it
        };
    }

    /** {@code GTC}, {@code IOC}, {@code FOK} or {@code GTX}; a market order's is the first. */
    static String timeInForce(Terms terms) {
        return switch (terms) {
            case Terms.Limit limit ->
                switch (limit.timeInForce()) {
                    case GTC -> "GTC";
                    case IOC -> "IOC";
                    case FOK -> "FOK";
                    case POST_ONLY -> "GTX";
                };
            case Terms.Market market -> "GTC";
            case Terms.Triggered triggered -> "GTC";
        };
    }
}
