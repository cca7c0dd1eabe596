package trysail.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade of the market, not ours. Price in quote currency, size in base currency.
 *
 * @param aggressor the side that took liquidity
 * @param time when it happened, by the venue's clock
 */
public record Trade(Instrument instrument, long id, BigDecimal price, BigDecimal size, Side aggressor, Instant time)
        implements MarketEvent {}
