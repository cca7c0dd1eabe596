package trysail.risk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.model.Quote;
import trysail.model.Side;

/** What risk looks at, set by a test. */
record StateFake(
        BigDecimal equity,
        Optional<Quote> quote,
        BigDecimal held,
        BigDecimal pending,
        int openOrders,
        Optional<Instant> time,
        Duration age,
        long nanos)
        implements RiskState {
    static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    static final Instrument BTC = new Instrument(
            "BTC-USDT", new BigDecimal("0.1"), new BigDecimal("0.001"), new BigDecimal("0.001"), new BigDecimal("100"));

    /** 10 000 in hand, nothing held, a fresh quote of 59 999.9 to 60 000.1. */
    static StateFake calm() {
        return new StateFake(
                BigDecimal.valueOf(10_000),
                Optional.of(quote("59999.9", "60000.1", NOW)),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                Optional.of(NOW),
                Duration.ZERO,
                0);
    }

    static Quote quote(String bid, String ask, Instant time) {
        return new Quote(BTC, new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE, time);
    }

    StateFake holding(String size) {
        return new StateFake(equity, quote, new BigDecimal(size), pending, openOrders, time, age, nanos);
    }

    StateFake pending(String size) {
        return new StateFake(equity, quote, held, new BigDecimal(size), openOrders, time, age, nanos);
    }

    StateFake open(int orders) {
        return new StateFake(equity, quote, held, pending, orders, time, age, nanos);
    }

    StateFake at(Instant feed, Duration arrived) {
        return new StateFake(equity, quote, held, pending, openOrders, Optional.of(feed), arrived, nanos);
    }

    StateFake after(Duration passed) {
        return new StateFake(equity, quote, held, pending, openOrders, time, age, passed.toNanos());
    }

    StateFake blind() {
        return new StateFake(equity, Optional.empty(), held, pending, openOrders, time, age, nanos);
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(BTC);
    }

    @Override
    public Optional<Quote> quote(Instrument instrument) {
        return quote;
    }

    @Override
    public Position position(Instrument instrument) {
        return new Position(instrument.symbol(), held, BigDecimal.valueOf(60_000), BigDecimal.ZERO, BigDecimal.ZERO);
    }

    @Override
    public BigDecimal pending(Instrument instrument, Side side) {
        return pending;
    }

    @Override
    public Duration quoteAge(Instrument instrument) {
        return age;
    }
}
