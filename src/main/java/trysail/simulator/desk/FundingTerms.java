package trysail.simulator.desk;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What positions pay or receive.
 *
 * @param period of market time
 * @param rate what one who is long pays of his position's worth each time
 */
public record FundingTerms(Duration period, BigDecimal rate) {}
