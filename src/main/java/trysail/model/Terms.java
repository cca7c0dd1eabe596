package trysail.model;

import java.math.BigDecimal;

/** At what price an order may trade. */
public sealed interface Terms {
    /** At whatever the book offers. */
    record Market() implements Terms {}

    /** At {@code price} (quote currency) or better. */
    record Limit(BigDecimal price, TimeInForce timeInForce) implements Terms {
        public Limit {
            if (price.signum() <= 0) {
                throw new IllegalArgumentException("limit price must be positive, not " + price);
            }
        }
    }

    static Terms market() {
        return new Market();
    }

    static Terms limit(BigDecimal price) {
        return new Limit(price, TimeInForce.GTC);
    }

    static Terms postOnly(BigDecimal price) {
        return new Limit(price, TimeInForce.POST_ONLY);
    }
}
