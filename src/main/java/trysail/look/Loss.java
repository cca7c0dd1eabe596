package trysail.look;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a session may lose and what it has lost, in quote currency.
 *
 * @param most what it may lose
 * @param lost net of fees at the last marks, from zero or from where {@code arm} had it counted anew; negative when it has
 *     won
 * @param fired the kill switch that this fired; empty when it never did, and once it is armed again
 */
public record Loss(BigDecimal most, BigDecimal lost, Optional<Fired> fired) {
    /**
     * The kill switch has fired.
     *
     * @param pnl of the whole session at that moment
     */
    public record Fired(Instant at, BigDecimal pnl) {}

    /** What it may still lose. */
    public BigDecimal left() {
        return most.subtract(lost.max(BigDecimal.ZERO)).max(BigDecimal.ZERO);
    }

    /** For the eye, such as {@code 3.20 of 20 lost, 16.80 left}. */
    public String words() {
        return fired.map(f -> "killed at " + f.at().truncatedTo(ChronoUnit.SECONDS) + ", p&l " + money(f.pnl())
                        + ": arm trades on")
                .orElseGet(() -> money(lost.max(BigDecimal.ZERO)) + " of " + most.toPlainString() + " lost, "
                        + money(left()) + " left");
    }

    public static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
