package trysail.simulator.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.stream.Sink;

/**
 * Has those who are long of a perpetual contract pay those who are short of it, at each full period of market time, as
 * counted from 1970. One thread: the one that plays the market.
 */
final class Funding implements Sink<MarketEvent> {
    /** What a position pays of its worth each time. */
    static final BigDecimal RATE = new BigDecimal("0.00010000");

    private static final int DECIMALS = 8;

    private final Duration period;
    private final Accounts accounts;
    private final Map<Instrument, Instant> next = new HashMap<>();

    Funding(Duration period, Accounts accounts) {
        this.period = period;
        this.accounts = accounts;
    }

    private Instant after(Instant time) {
        var millis = period.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(time.toEpochMilli(), millis) + 1) * millis);
    }

    @Override
    public void put(MarketEvent event) {
        if (event instanceof Quote quote && quote.instrument().expiry().isEmpty()) {
            var due = next.computeIfAbsent(quote.instrument(), i -> after(quote.time()));
            if (!quote.time().isBefore(due)) {
                next.put(quote.instrument(), after(quote.time()));
                accounts.fund(quote.instrument());
            }
        }
    }

    /** What a position receives at this mark; negative when it pays. */
    static BigDecimal due(BigDecimal size, BigDecimal mark) {
        return size.multiply(mark).multiply(RATE).negate().setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
