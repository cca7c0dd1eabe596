package trysail.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of our orders. It re-enters the ring at its start. */
public sealed interface OrderEvent extends Event {
    /** Recovery is done: these positions are the venue's, and trading may begin. */
    record Ready(List<Position> positions) implements OrderEvent {
        public Ready {
            positions = List.copyOf(positions);
        }
    }

    /** The venue has it; it works. */
    record Accepted(Order order, String venueId, Instant time) implements OrderEvent {}

    /** It never worked at the venue. */
    record Rejected(Order order, Rejection why, String text, Instant time) implements OrderEvent {}

    /** It never left us: the gate shut, or the venue could not be reached. */
    record NotSent(Order order, String reason, Instant time) implements OrderEvent {}

    /** We asked and never heard: it may work, it may not. The order loop goes on asking. */
    record Unresolved(Order order, String reason, Instant time) implements OrderEvent {}

    /** It traded. */
    record Filled(ClientOrderId id, Fill fill) implements OrderEvent {}

    /** It can trade no more; {@code state} says how it ended. */
    record Ended(ClientOrderId id, OrderState state, Instant time) implements OrderEvent {}

    /** The account changed, and no order of this session did it: no fill of ours, and nothing to cancel. */
    sealed interface Foreign extends OrderEvent {
        /** When, by the venue's clock. */
        Instant time();

        /** In words, such as {@code sold 0.010 BTC-USDT at 65000.0 (another order)}. */
        String words();

        /** Of the instrument whose position it changed; empty when it changed none. */
        Optional<String> moved();
    }

    /** A trade of an order that is not this session's. It moves the position and its profit as our own do. */
    record ForeignFill(Fill fill, Source source) implements Foreign {
        /** Whose order it was. */
        public enum Source {
            /** Of a hand or a program that trades on the same account. */
            OTHER_ORDER,
            /** The venue's, which closed what the margin no longer carried. */
            LIQUIDATION,
            /** The venue's, which closed a position against one that was liquidated (auto-deleveraging). */
            ADL
        }

        @Override
        public Instant time() {
            return fill.time();
        }

        @Override
        public Optional<String> moved() {
            return Optional.of(fill.symbol());
        }

        @Override
        public String words() {
            return (fill.side() == Side.BUY ? "bought " : "sold ") + fill.size().toPlainString() + " " + fill.symbol()
                    + " at " + fill.price().toPlainString() + " (" + whose() + ")";
        }

        /** Whose order it was, in words. */
        public String whose() {
            return switch (source) {
                case OTHER_ORDER -> "another order";
                case LIQUIDATION -> "liquidation";
                case ADL -> "auto-deleveraging";
            };
        }
    }

    /**
     * The venue holds another position than all known trades come to, and lists no trade that says why: size and entry
     * are the venue's from here on.
     *
     * @param before what we took it for, in base currency
     */
    record PositionAdopted(Position position, BigDecimal before, Instant time) implements Foreign {
        @Override
        public Optional<String> moved() {
            return Optional.of(position.symbol());
        }

        @Override
        public String words() {
            return position.symbol() + " is " + position.size().toPlainString() + " at the venue, not "
                    + before.toPlainString() + ", and no trade of the account says why: taken over";
        }
    }

    /**
     * Money came or went without a trade.
     *
     * @param symbol of the position it was for, if it was for one
     * @param amount of {@code asset}; negative when it went
     * @param id the venue's, which together with the kind and the symbol names this payment alone
     */
    record Paid(Kind kind, Optional<String> symbol, String asset, BigDecimal amount, String id, Instant time)
            implements Foreign {
        /** What for. */
        public enum Kind {
            /** Between those who are long and those who are short of a perpetual contract. */
            FUNDING,
            /** Into the account or out of it: no profit and no loss. */
            TRANSFER,
            /** The fee of a liquidation. */
            LIQUIDATION_FEE,
            /** What the venue names otherwise. */
            OTHER
        }

        @Override
        public Optional<String> moved() {
            return Optional.empty();
        }

        @Override
        public String words() {
            var what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return what + " of " + amount.stripTrailingZeros().toPlainString() + " " + asset
                    + symbol.map(s -> " for " + s).orElse("");
        }

        /** Whether it is profit or loss, and not money that was only moved. */
        public boolean earned() {
            return kind != Kind.TRANSFER;
        }
    }
}
