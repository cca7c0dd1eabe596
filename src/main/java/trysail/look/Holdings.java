package trysail.look;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What a session holds of one instrument it trades, and what that has brought.
 *
 * @param size in base currency: positive when long, negative when short
 * @param entry average price of what is open, in quote currency; empty when flat
 * @param mark middle of the last quote, in quote currency; empty before the first
 * @param unrealised profit of what is open at the mark, in quote currency
 * @param realised profit of what was closed, fees not counted, in quote currency
 * @param fees paid, in quote currency
 * @param working our working orders on it
 */
public record Holdings(
        String symbol,
        BigDecimal size,
        Optional<BigDecimal> entry,
        Optional<BigDecimal> mark,
        BigDecimal unrealised,
        BigDecimal realised,
        BigDecimal fees,
        int working) {
    private static final int DECIMALS = 8;

    /** The entry as it is shown: an average has more digits than anybody reads, so as many decimals as the mark has. */
    public Optional<String> entryText() {
        var scale = mark.map(BigDecimal::scale).orElse(DECIMALS);
        return entry.map(e -> e.setScale(scale, RoundingMode.HALF_EVEN).toPlainString());
    }
}
