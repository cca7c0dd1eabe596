package trysail.simulator.binance.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.binance.call.Symbols;
import trysail.simulator.desk.FundingTerms;
import trysail.simulator.play.Markets;

/** Mark prices and funding; where there is none, its rate is zero. */
public final class RestFunding {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration USUAL = Duration.ofHours(8);
    private static final String NO_FUNDING = "0.00000000";

    private final Markets markets;
    private final Supplier<Optional<FundingTerms>> terms;

    public RestFunding(Markets markets, Supplier<Optional<FundingTerms>> terms) {
        this.markets = markets;
        this.terms = terms;
    }

    private Duration period() {
        return terms.get().map(FundingTerms::period).orElse(USUAL);
    }

    private String rate() {
        return terms.get().map(t -> t.rate().toPlainString()).orElse(NO_FUNDING);
    }

    /** The rate of each time. */
    public JsonNode rates(RestRequest request) {
        var limit = request.limit(100, 1_000);
        var asked =
                request.maybe("symbol").isPresent() ? List.of(RestMarketData.market(markets, request)) : markets.all();
        var all = JSON.arrayNode();
        for (var market : asked) {
            var period = period().toMillis();
            var now = market.time().toEpochMilli();
            var to = Math.min(now, request.maybeLong("endTime").orElse(now)) / period * period;
            var from = request.maybeLong("startTime")
                    .map(start -> Math.ceilDiv(Math.clamp(start, 0, now + period), period) * period)
                    .orElse(to - (limit - 1) * period);
            for (var at = from; at <= to && at < from + limit * period; at += period) {
                all.add(JSON.objectNode()
                        .put("symbol", Symbols.of(market))
                        .put("fundingTime", at)
                        .put("fundingRate", rate())
                        .put("markPrice", market.markPrice().toPlainString()));
            }
        }
        return all;
    }

    public JsonNode info() {
        var all = JSON.arrayNode();
        for (var market : markets.all()) {
            all.add(JSON.objectNode()
                    .put("symbol", Symbols.of(market))
                    .put("adjustedFundingRateCap", "0.02000000")
                    .put("adjustedFundingRateFloor", "-0.02000000")
                    .put("fundingIntervalHours", period().toHours())
                    .put("disclaimer", false));
        }
        return all;
    }

    public JsonNode premiumIndex(RestRequest request) {
        return RestMarketData.oneOrAll(markets, request, m -> {
            var mark = m.markPrice().toPlainString();
            var period = period().toMillis();
            var now = m.time().toEpochMilli();
            return JSON.objectNode()
                    .put("symbol", Symbols.of(m))
                    .put("markPrice", mark)
                    .put("indexPrice", mark)
                    .put("estimatedSettlePrice", mark)
                    .put("lastFundingRate", rate())
                    .put("interestRate", NO_FUNDING)
                    .put("nextFundingTime", (now / period + 1) * period)
                    .put("time", now);
        });
    }
}
