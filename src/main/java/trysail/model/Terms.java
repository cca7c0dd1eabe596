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

    /**
     * Apart from the book, at the venue, until the market is last traded at {@code trigger} (quote currency) or beyond;
     * then at whatever the book offers. Only ever an exit.
     */
    record Triggered(Trigger when, BigDecimal trigger) implements Terms {
        public Triggered {
            var unused = Numbers.bounded(trigger);
            if (trigger.signum() <= 0) {
                throw new IllegalArgumentException("trigger price must be positive, not " + trigger);
            }
        }

        /** Whether a market last traded at {@code last} sets off an order of this side. */
        public boolean met(Side side, BigDecimal last) {
            var rising = (side == Side.BUY) == (when == Trigger.STOP);
            var compared = last.compareTo(trigger);
            return rising ? compared >= 0 : compared <= 0;
        }
    }

    /** Which way the market has to go. */
    enum Trigger {
        /** Against the position that it protects. */
        STOP,
        /** In favour of it. */
        TAKE_PROFIT;

        /** As a person says it. */
        public String words() {
            return switch (this) {
                case STOP -> "stop";
                case TAKE_PROFIT -> "take profit";
            };
        }
    }

    /** Whether it waits apart from the book for its trigger. */
    default boolean conditional() {
        return switch (this) {
            case Market m -> false;
            case Limit l -> false;
            case Triggered t -> true;
        };
    }

    /** As a person says it: {@code at market}, {@code at 64757.6}, {@code stop at 64000}. */
    default String words() {
        return switch (this) {
            case Market m -> "at market";
            case Limit l -> "at " + l.price().toPlainString();
            case Triggered t -> t.when().words() + " at " + t.trigger().toPlainString();
        };
    }

    /** The worst price it may trade at, in quote currency; empty when any will do. */
    default Optional<BigDecimal> limitPrice() {
        return switch (this) {
            case Market m -> Optional.empty();
            case Limit l -> Optional.of(l.price());
            case Triggered t -> Optional.empty();
        };
    }

    /** How long it may work; empty when it never rests, and so has nothing to say about it. */
    default Optional<TimeInForce> lifetime() {
        return switch (this) {
            case Market m -> Optional.empty();
            case Limit l -> Optional.of(l.timeInForce());
            case Triggered t -> Optional.empty();
        };
    }

    static Terms market() {
        return new Market();
    }

    /** A market order once the market has gone against the position as far as {@code trigger}; to be sent reduce-only. */
    static Terms stopMarket(BigDecimal trigger) {
        return new Triggered(Trigger.STOP, trigger);
    }

    /** A market order once the market has gone with the position as far as {@code trigger}; to be sent reduce-only. */
    static Terms takeProfitMarket(BigDecimal trigger) {
        return new Triggered(Trigger.TAKE_PROFIT, trigger);
    }

    static Terms limit(BigDecimal price) {
        return new Limit(price, TimeInForce.GTC);
    }

    static Terms postOnly(BigDecimal price) {
        return new Limit(price, TimeInForce.POST_ONLY);
    }
}
