package trysail.model;

import java.math.BigDecimal;

/** What a strategy wants. Nothing goes to a venue before risk has made it an order. */
public sealed interface Intent {
    /**
     * A new order.
     *
     * @param size in base currency
     * @param why the strategy's own word for it, kept in the journal
     */
    record Submit(Instrument instrument, Side side, BigDecimal size, Terms terms, boolean reduceOnly, String why)
            implements Intent {
        private static final int LONGEST = 1_000;

        /** @throws NumberFormatException when the size is beyond all bounds; see {@link Numbers} */
        public Submit {
            var unused = Numbers.bounded(size);
            why = why.length() <= LONGEST ? why : why.substring(0, LONGEST);
        }
    }

    /** The end of a working order. */
    record Cancel(ClientOrderId id, String why) implements Intent {}
}
