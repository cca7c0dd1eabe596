package trysail.simulator.binance.trade;

import java.time.Duration;
import java.time.Instant;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;

/**
 * How much of the past one request may ask for.
 *
 * @param most between its two times
 * @param kept how far back the venue looks at all
 */
record HistoryWindow(Duration most, Duration kept) {
    static final HistoryWindow TRADES = new HistoryWindow(Duration.ofDays(7), Duration.ofDays(90));

    /** @throws BinanceError when the request asks for more */
    void check(RestRequest request, Instant now) {
        var from = request.maybeTime("startTime");
        var to = request.maybeTime("endTime");
        if (from.isPresent() && from.get().isBefore(now.minus(kept))) {
            throw BinanceError.tooLongAgo(kept.toDays());
        }
        if (from.isPresent()
                && to.isPresent()
                && Duration.between(from.get(), to.get()).compareTo(most) > 0) {
            throw BinanceError.tooWide(most.toDays());
        }
    }
}
