package trysail.simulator.candle;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One candle with everything the venue's kline answers hold.
 *
 * @param volume in base currency
 * @param quoteVolume in quote currency
 * @param takerBuyVolume part of the volume whose aggressor bought, in base currency
 */
public record Kline(
        Instant openTime,
        Instant closeTime,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal quoteVolume,
        long trades,
        BigDecimal takerBuyVolume,
        BigDecimal takerBuyQuoteVolume,
        boolean closed) {}
