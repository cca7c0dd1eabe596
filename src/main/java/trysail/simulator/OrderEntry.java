package trysail.simulator;

import java.math.BigDecimal;
import trysail.matching.Ticket;
import trysail.model.OrderState;

/** One order in the venue's books. Guarded by the desk's lock. */
final class OrderEntry {
    final Account account;
    final MarketView market;
    final OrderPlacement asked;
    final VenueRecord.Receipt receipt;
    Ticket ticket;
    BigDecimal realised = BigDecimal.ZERO;

    OrderEntry(Account account, MarketView market, OrderPlacement asked, VenueRecord.Receipt receipt, Ticket ticket) {
        this.account = account;
        this.market = market;
        this.asked = asked;
        this.receipt = receipt;
        this.ticket = ticket;
    }

    long id() {
        return ticket.id();
    }

    String clientId() {
        return asked.submission().clientId();
    }

    /** The venue's form of the symbol. */
    String symbol() {
        return venueSymbol(market);
    }

    static String venueSymbol(MarketView market) {
        return market.instrument().base() + market.instrument().quote();
    }

    boolean working() {
        return ticket.state().working();
    }

    /** The venue's word for the state. */
    String status() {
        return status(ticket.state());
    }

    static String status(OrderState state) {
        return state == OrderState.CANCELLED ? "CANCELED" : state.name();
    }
}
