package trysail.simulator.binance.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A refusal in the venue's own words: HTTP status, number, text. */
public final class BinanceError extends RuntimeException {
    private final int status;
    private final int code;

    public BinanceError(int status, int code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    private static BinanceError bad(int code, String text) {
        return new BinanceError(400, code, text);
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** As the venue says it in an answer. */
    public ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("code", code).put("msg", text());
    }

    public static BinanceError tooMany(int status, String text) {
        return new BinanceError(status, -1003, text);
    }

    static BinanceError tooManyOrders(int limit, String interval) {
        return new BinanceError(
                429, -1015, "Too many new orders; current limit is " + limit + " orders per " + interval + ".");
    }

    /** What became of the request is not known. */
    public static BinanceError notKnown() {
        return new BinanceError(
                503,
                -1007,
                "Timeout waiting for response from backend server. Send status unknown; execution status unknown.");
    }

    /** It protects itself: nothing was done. */
    public static BinanceError overloaded() {
        return new BinanceError(
                503, -1008, "Server is currently overloaded with other requests. Please try again in a few minutes.");
    }

    public static BinanceError timestampAhead() {
        return bad(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }

    public static BinanceError timestampLate() {
        return bad(-1021, "Timestamp for this request is outside of the recvWindow.");
    }

    public static BinanceError signature() {
        return bad(-1022, "Signature for this request is not valid.");
    }

    public static BinanceError missing(String name) {
        return bad(-1102, "Mandatory parameter '%s' was not sent, was empty/null, or malformed.".formatted(name));
    }

    public static BinanceError malformed(String name) {
        return bad(-1130, "Data sent for parameter '%s' is not valid.".formatted(name));
    }

    public static BinanceError notRequired(String name) {
        return bad(-1106, "Parameter '%s' sent when not required.".formatted(name.toLowerCase(Locale.ROOT)));
    }

    public static BinanceError precision() {
        return bad(-1111, "Precision is over the maximum defined for this asset.");
    }

    public static BinanceError timeInForce() {
        return bad(-1115, "Invalid timeInForce.");
    }

    public static BinanceError orderType() {
        return bad(-1116, "Invalid orderType.");
    }

    public static BinanceError side() {
        return bad(-1117, "Invalid side.");
    }

    public static BinanceError interval() {
        return bad(-1120, "Invalid interval.");
    }

    public static BinanceError symbol() {
        return bad(-1121, "Invalid symbol.");
    }

    public static BinanceError listenKey() {
        return bad(-1125, "This listenKey does not exist.");
    }

    public static BinanceError recvWindow() {
        return bad(-1131, "recvWindow must be less than 60000");
    }

    public static BinanceError unknownOnCancel() {
        return bad(-2011, "Unknown order sent.");
    }

    public static BinanceError unknownOrder() {
        return bad(-2013, "Order does not exist.");
    }

    public static BinanceError keyFormat() {
        return new BinanceError(401, -2014, "API-key format invalid.");
    }

    public static BinanceError keyUnknown() {
        return new BinanceError(401, -2015, "Invalid API-key, IP, or permissions for action");
    }

    public static BinanceError margin() {
        return bad(-2019, "Margin is insufficient.");
    }

    public static BinanceError reduceOnly() {
        return bad(-2022, "ReduceOnly Order is rejected.");
    }

    public static BinanceError tooManyWorking() {
        return bad(-2025, "Reach max open order limit.");
    }

    public static BinanceError tooManyConditional() {
        return bad(-4045, "Reach max stop order limit.");
    }

    public static BinanceError priceTooLow() {
        return bad(-4001, "Price less than 0.");
    }

    public static BinanceError priceTooHigh() {
        return bad(-4002, "Price greater than max price.");
    }

    public static BinanceError sizeNotPositive() {
        return bad(-4003, "Quantity less than or equal to zero.");
    }

    public static BinanceError sizeTooSmall() {
        return bad(-4004, "Quantity less than minimum quantity.");
    }

    public static BinanceError sizeTooLarge() {
        return bad(-4005, "Quantity greater than max quantity.");
    }

    public static BinanceError tick() {
        return bad(-4014, "Price not increased by tick size.");
    }

    public static BinanceError clientId() {
        return bad(-4015, "Client order id is not valid.");
    }

    public static BinanceError lot() {
        return bad(-4023, "Quantity not increased by step size.");
    }

    public static BinanceError leverage() {
        return bad(-4028, "Leverage is not valid");
    }

    public static BinanceError sameMarginType() {
        return bad(-4046, "No need to change margin type.");
    }

    public static BinanceError samePositionSide() {
        return bad(-4059, "No need to change position side.");
    }

    public static BinanceError positionSide() {
        return bad(-4061, "Order's position side does not match user's setting.");
    }

    public static BinanceError notOffered() {
        return bad(-4084, "Method is not allowed currently. Coming soon.");
    }

    public static BinanceError sameAssetMode() {
        return bad(-4171, "No need to change multi-assets mode.");
    }

    public static BinanceError duplicate() {
        return bad(-4116, "ClientOrderId is duplicated.");
    }

    public static BinanceError conditional() {
        return bad(
                -4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");
    }

    /** Nothing in the request differs from the order. */
    public static BinanceError nothingToAmend() {
        return bad(-5027, "No need to modify the order.");
    }

    public static BinanceError tooWide(long days) {
        return bad(-4165, "Invalid time interval, Maximum time interval is " + days + " days");
    }

    public static BinanceError tooLongAgo(long days) {
        return bad(-4166, "Search window is restricted to recent " + days + " days only.");
    }

    public static BinanceError notional(String least) {
        return bad(-4164, "Order's notional must be no smaller than " + least + " (unless you choose reduce only).");
    }

    public static BinanceError path(String method, String path) {
        return new BinanceError(404, -5000, "Path " + path + ", Method " + method + " is invalid");
    }

    public static BinanceError wouldTrigger() {
        return bad(-2021, "Order would immediately trigger.");
    }

    public static BinanceError wouldTake() {
        return bad(
                -5022,
                "Due to the order could not be executed as maker, the Post Only order will be rejected. The order will"
                        + " not be recorded in the order history");
    }
}
