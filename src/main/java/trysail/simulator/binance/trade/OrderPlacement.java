package trysail.simulator.binance.trade;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import trysail.matching.Submission;
import trysail.model.Instrument;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.model.TimeInForce;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;

/**
 * A new order as asked for, in the venue's words and in ours.
 *
 * @param type {@code LIMIT} or {@code MARKET}
 * @param timeInForce {@code GTC}, {@code IOC}, {@code FOK} or {@code GTX}
 */
public record OrderPlacement(Submission submission, String type, String timeInForce) {
    public static final BigDecimal LARGEST = BigDecimal.valueOf(100_000_000);
    private static final Pattern CLIENT_ID = Pattern.compile("[.A-Z:/a-z0-9_-]{1,36}");
    private static final Set<String> CONDITIONAL =
            Set.of("STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET");

    /** What the request asks for, or the venue's refusal of its form. */
    static OrderPlacement of(RestRequest request, String account, String spareId) {
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
        return new OrderPlacement(
                new Submission(account, clientId, side, size, terms, request.flag("reduceOnly")), type, tif);
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

    /** Limit price; zero for a market order. */
    public BigDecimal price() {
        return submission.terms().limitPrice().orElse(BigDecimal.ZERO);
    }

    /** Holds the order against the instrument's filters; {@code reference} prices a market order. */
    public void check(Instrument instrument, BigDecimal reference) {
        var size = submission.size();
        if (size.signum() <= 0) {
            throw BinanceError.sizeNotPositive();
        }
        if (size.compareTo(LARGEST) > 0) {
            throw BinanceError.sizeTooLarge();
        }
        if (price().compareTo(LARGEST) > 0) {
            throw BinanceError.priceTooHigh();
        }
        if (size.stripTrailingZeros().scale() > instrument.sizeScale()) {
            throw BinanceError.precision();
        }
        if (size.remainder(instrument.lot()).signum() != 0) {
            throw BinanceError.lot();
        }
        if (price().remainder(instrument.tick()).signum() != 0) {
            throw BinanceError.tick();
        }
        if (size.compareTo(instrument.minSize()) < 0) {
            throw BinanceError.sizeTooSmall();
        }
        var worth = (price().signum() == 0 ? reference : price()).multiply(size);
        if (!submission.reduceOnly() && worth.compareTo(instrument.minNotional()) < 0) {
            throw BinanceError.notional(instrument.minNotional().toPlainString());
        }
    }
}
