package trysail.risk;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One limit at one moment.
 *
 * @param limit as its option is called, such as {@code max-position}
 * @param symbol of the instrument, where there is one limit for each
 * @param said as people write it, such as {@code 10%}
 * @param unit of the three figures that follow
 * @param most what the limit amounts to now; empty while there is no quote to tell
 * @param used how much of it is used; empty where nothing adds up, as with a limit for each single order
 * @param room what may still be used; of a limit for each single order, what the next one may be
 * @param rule whose denials it leads to
 */
public record LimitUse(
        String limit,
        Optional<String> symbol,
        String said,
        Unit unit,
        Optional<BigDecimal> most,
        Optional<BigDecimal> used,
        Optional<BigDecimal> room,
        StandardRule rule) {
    /** What a figure counts. */
    public enum Unit {
        /** Money, or a price, in quote currency. */
        QUOTE,
        ORDERS,
        MILLISECONDS
    }
}
