package trysail.simulator.desk;

import java.math.BigDecimal;
import java.util.Optional;
import trysail.matching.Execution;
import trysail.matching.Ticket;
import trysail.model.Fill;
import trysail.model.Instrument;
import trysail.model.Position;

/** What has happened to an account, as it stood just after. A dialect puts it into words. */
public sealed interface AccountNews {
    Instrument instrument();

    /** When it happened, by the venue's clock, milliseconds. */
    long at();

    /**
     * An order is in the book, traded, or ended.
     *
     * @param trade if it is one, with its fee as the account pays it
     * @param realised the profit of this trade
     */
    record OrderChanged(Instrument instrument, Execution execution, Optional<Fill> trade, BigDecimal realised, long at)
            implements AccountNews {}

    /** A conditional order waits, is set off, or is over. */
    record ConditionalChanged(Instrument instrument, Ticket order, long at) implements AccountNews {}

    /**
     * Funding was paid or received.
     *
     * @param amount positive when it was received, in quote currency
     * @param position for which
     */
    record Funded(Instrument instrument, BigDecimal amount, BigDecimal cash, Position position, long at)
            implements AccountNews {}

    /**
     * A trade has changed cash and position.
     *
     * @param mark the price that the position is valued at
     */
    record BalanceChanged(Instrument instrument, BigDecimal cash, Position position, BigDecimal mark, long at)
            implements AccountNews {}
}
