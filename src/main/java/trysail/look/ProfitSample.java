package trysail.look;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A session's profit at one moment.
 *
 * @param pnl net of fees at the marks of that moment, in quote currency
 */
public record ProfitSample(Instant at, BigDecimal pnl) {}
