package trysail.simulator.desk;

import java.math.BigDecimal;
import trysail.matching.Ticket;
import trysail.model.OrderState;
import trysail.recording.Listing;
import trysail.simulator.binance.trade.OrderPlacement;
import trysail.simulator.play.MarketView;
import trysail.simulator.record.VenueRecord;

/** One order in the venue's books. Guarded by the desk's lock. */
public final class OrderEntry {
    final Account account;
    public final MarketView market;
    public final OrderPlacement asked;
    final VenueRecord.Receipt receipt;
    public Ticket ticket;
    BigDecimal realised = BigDecimal.ZERO;

    OrderEntry(Account account, MarketView market, OrderPlacement asked, VenueRecord.Receipt receipt, Ticket ticket) {
        this.account = account;
        this.market = market;
        this.asked = asked;
        this.receipt = receipt;
        this.ticket = ticket;
    }

    public long id() {
        return ticket.id();
    }

    public String clientId() {
        return asked.submission().clientId();
    }

    /** The venue's form of the symbol. */
    public String symbol() {
        return venueSymbol(market);
    }

    public static String venueSymbol(MarketView market) {
        return Listing.venueSymbol(market.instrument());
    }

    public boolean working() {
        return ticket.state().working();
    }

    /** The venue's word for the state. */
    public String status() {
        return status(ticket.state());
    }

    static String status(OrderState state) {
        return state == OrderState.CANCELLED ? "CANCELED" : state.name();
    }
}
