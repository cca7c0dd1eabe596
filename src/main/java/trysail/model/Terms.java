package trysail.model;

import java.math.BigDecimal;
import java.util.Optional;

/** At what price an order may trade. */
public sealed interface Terms {
    /** At whatever the book offers. */
    record Market() implements Terms {}

    /** At {@code price} (quote currency) or better. */
    record Limit(BigDecimal price, TimeInForce timeInForce) implements Terms {
        public Limit {
            var unused = Numbers.bounded(price);
            if (price.signum() <= 0) {
                throw new IllegalArgumentException("limit price must be positive, not " + price);
            }
        }
    }

    /** The worst price it may trade at, in quote currency; empty when any will do. */
    default Optional<BigDecimal> limitPrice() {
        return switch (this) {
            case Market m -> Optional.empty();
            case Limit l -> Optional.of(l.price());
        };
    }

    /** How long it may work; empty when it never rests, and so has nothing to say about it. */
    default Optional<TimeInForce> lifetime() {
        return switch (this) {
            case Market m -> Optional.empty();
            case Limit l -> Optional.of(l.timeInForce());
        };
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
