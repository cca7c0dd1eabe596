package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.desk.OrderEntry;
import trysail.simulator.play.Markets;

/** Mark prices and funding: there is none here, its rate is zero. */
public final class RestFunding {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration FUNDING = Duration.ofHours(8);
    private static final String NO_FUNDING = "0.00000000";

    private final Markets markets;

    public RestFunding(Markets markets) {
        this.markets = markets;
    }

    /** A rate each eight hours; it is zero. */
    public JsonNode rates(RestRequest request) {
        var limit = request.limit(100, 1_000);
        var asked =
                request.maybe("symbol").isPresent() ? List.of(RestMarketData.market(markets, request)) : markets.all();
        var all = JSON.arrayNode();
        for (var market : asked) {
            var period = FUNDING.toMillis();
            var now = market.time().toEpochMilli();
            var to = Math.min(now, request.maybeLong("endTime").orElse(now)) / period * period;
            var from = request.maybeLong("startTime")
                    .map(start -> Math.ceilDiv(Math.clamp(start, 0, now + period), period) * period)
                    .orElse(to - (limit - 1) * period);
            for (var at = from; at <= to && at < from + limit * period; at += period) {
                all.add(JSON.objectNode()
                        .put("symbol", OrderEntry.venueSymbol(market))
                        .put("fundingTime", at)
                        .put("fundingRate", NO_FUNDING)
                        .put("markPrice", market.markPrice().toPlainString()));
            }
        }
        return all;
    }

    public JsonNode info() {
        var all = JSON.arrayNode();
        for (var market : markets.all()) {
            all.add(JSON.objectNode()
                    .put("symbol", OrderEntry.venueSymbol(market))
                    .put("adjustedFundingRateCap", "0.02000000")
                    .put("adjustedFundingRateFloor", "-0.02000000")
                    .put("fundingIntervalHours", FUNDING.toHours())
                    .put("disclaimer", false));
        }
        return all;
    }

    public JsonNode premiumIndex(RestRequest request) {
        return RestMarketData.oneOrAll(markets, request, m -> {
            var mark = m.markPrice().toPlainString();
            var period = FUNDING.toMillis();
            var now = m.time().toEpochMilli();
            return JSON.objectNode()
                    .put("symbol", OrderEntry.venueSymbol(m))
                    .put("markPrice", mark)
                    .put("indexPrice", mark)
                    .put("estimatedSettlePrice", mark)
                    .put("lastFundingRate", NO_FUNDING)
                    .put("interestRate", NO_FUNDING)
                    .put("nextFundingTime", (now / period + 1) * period)
                    .put("time", now);
        });
    }
}
