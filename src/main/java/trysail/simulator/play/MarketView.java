package trysail.simulator.play;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.BookDelta;
import trysail.model.Instrument;
import trysail.model.Quote;
import trysail.model.Trade;
import trysail.simulator.candle.Kline;

/**
 * The market of one instrument as REST tells it and orders match on it. From the moment the server's port is open it
 * answers: on the opening state until the market plays. Every answer is a consistent copy; thread-safe.
 */
public interface MarketView {
    Instrument instrument();

    Quote quote();

    /** The best {@code levels} of each side, as a snapshot; its update id is that of the last change applied. */
    BookDelta book(int levels);

    /** The latest trades, oldest first; never empty. */
    List<Trade> trades(int limit);

    /** Candles of {@code frame} by open time, oldest first; the last may be running. */
    List<Kline> klines(Duration frame, Optional<Instant> from, Optional<Instant> to, int limit);

    /** Open, high, low, last, volume of the last 24 hours, as one candle. */
    Kline day();

    BigDecimal markPrice();

    /** The market's own time: of the last event played, or of the opening state. */
    Instant time();
}
