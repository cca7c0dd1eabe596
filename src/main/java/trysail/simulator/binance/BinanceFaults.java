package trysail.simulator.binance;

import java.util.List;
import trysail.simulator.fault.FaultWords;

/** What Binance says when it is in trouble, and what it never says. */
final class BinanceFaults implements FaultWords {
    private static final String BUSY = "{\"code\":-1003,\"msg\":\"Too many requests.\"}";
    private static final String BROKEN =
            "{\"code\":-1000,\"msg\":\"An unknown error occurred while processing the request.\"}";
    private static final String UNSURE =
            "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server. Send status unknown;"
                    + " execution status unknown.\"}";
    private static final List<String> WRONG = List.of(
            "{}",
            "[]",
            "null",
            "\"\"",
            "{\"symbol\":\"BTCUSDT\",\"orderId\":",
            "<html><body>Bad gateway</body></html>",
            "{\"lastUpdateId\":\"x\",\"bids\":[[\"a\",\"b\"]],\"asks\":{},\"orderId\":true,\"status\":\"FROZEN\"}",
            "[{\"symbol\":null,\"orderId\":-1,\"clientOrderId\":17,\"price\":\"NaN\"}]");

    @Override
    public boolean placesOrder(String method, String path) {
        return RestExchange.placesOrder(method, path);
    }

    @Override
    public Said busy() {
        return new Said(429, BUSY);
    }

    @Override
    public Said banned() {
        return new Said(418, BUSY);
    }

    @Override
    public Said broken() {
        return new Said(500, BROKEN);
    }

    @Override
    public Said unavailable() {
        return new Said(503, "Service Unavailable.");
    }

    @Override
    public Said unsure() {
        return new Said(503, UNSURE);
    }

    @Override
    public List<String> wrong() {
        return WRONG;
    }
}
