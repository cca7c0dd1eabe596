package trysail.recon;

import java.math.BigDecimal;
import java.util.List;

/**
 * A session's account beside what its venue says, at one instant.
 *
 * @param foreignOrders working orders of the account that are none of this session's
 */
public record Reconciled(List<Row> rows, int foreignOrders) {
    public Reconciled {
        rows = List.copyOf(rows);
    }

    /** What is compared. */
    public enum What {
        /** In base currency; negative when short. */
        POSITION,
        /** What the account holds of an asset. */
        WALLET,
        /** How many of our orders work, in both places that a venue may have for them. */
        ORDERS
    }

    /** One thing, as we have it and as the venue has it. */
    public record Row(What what, String of, BigDecimal ours, BigDecimal venue) {
        public BigDecimal difference() {
            return venue.subtract(ours);
        }

        /** Whether they differ by more than money is rounded by. */
        public boolean differs() {
            return switch (what) {
                case POSITION, ORDERS -> difference().signum() != 0;
                case WALLET -> difference().abs().compareTo(Comparison.ROUNDING) > 0;
            };
        }
    }
}
