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

/** What risk has to know to judge an intent. A live view, read on the thread that judges. */
public interface RiskState {
    /** Capital and profit at the last marks, net of fees, in quote currency. */
    BigDecimal equity();

    /** What the session trades. */
    List<Instrument> instruments();

    /** The last quote; empty when none has come, or when the instrument is not traded by this session. */
    Optional<Quote> quote(Instrument instrument);

    Position position(Instrument instrument);

    /** What our orders of this side may still trade, in base currency, those still on their way included. */
    BigDecimal pending(Instrument instrument, Side side);

    /** Orders that may still trade, over all instruments. */
    int openOrders();

    /** The latest time any quote, trade or book change carried, by the venue's clock; empty before the first. */
    Optional<Instant> time();

    /** How long ago, by our clock, this instrument's last quote came. */
    Duration quoteAge(Instrument instrument);

    /** Monotonic nanoseconds of the session's clock. */
    long nanos();
}
