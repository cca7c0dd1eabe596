package trysail.venue.binance;

import trysail.model.OrderState;

/** The venue's words for where an order stands. */
final class OrderStates {
    private OrderStates() {}

    /**
     * Our word for the venue's.
     *
     * @throws IllegalArgumentException for a word we do not know: guessing could lose an order
     */
    static OrderState of(String word) {
        return switch (word) {
            case "NEW", "PENDING_CANCEL", "PENDING_NEW" -> OrderState.NEW;
            case "PARTIALLY_FILLED" -> OrderState.PARTIALLY_FILLED;
            case "FILLED" -> OrderState.FILLED;
            case "CANCELED", "CANCELLED" -> OrderState.CANCELLED;
            case "EXPIRED", "EXPIRED_IN_MATCH", "NEW_ADL", "NEW_INSURANCE" -> OrderState.EXPIRED;
            case "REJECTED" -> OrderState.REJECTED;
            default -> throw new IllegalArgumentException("unknown order state '" + word + "'");
        };
    }
}
