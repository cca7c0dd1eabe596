package trysail.simulator.desk;

import java.math.BigDecimal;
import trysail.matching.Submission;
import trysail.matching.Ticket;
import trysail.simulator.play.MarketView;
import trysail.simulator.record.VenueRecord;

/** One order in the venue's books. Guarded by the desk's lock. */
public final class OrderEntry {
    final Account account;
    public final MarketView market;
    /** As it was asked for, or changed since. */
    public Submission asked;

    final VenueRecord.OrderTrack track;
    public Ticket ticket;
    BigDecimal realised = BigDecimal.ZERO;

    OrderEntry(Account account, MarketView market, Submission asked, VenueRecord.OrderTrack track, Ticket ticket) {
        this.account = account;
        this.market = market;
        this.asked = asked;
        this.track = track;
        this.ticket = ticket;
    }

    public long id() {
        return ticket.id();
    }

    public String clientId() {
        return asked.clientId();
    }

    /** Limit price; zero for a market order. */
    public BigDecimal price() {
        return OrderRules.price(asked);
    }

    /** Whether it waits, or waited, for a trigger, apart from the book. */
    public boolean conditional() {
        return asked.terms().conditional();
    }

    /** Whether it is, or was, in the book: a conditional order is when its trigger has been reached. */
    public boolean inBook() {
        return !conditional() || ticket.triggered();
    }

    public boolean working() {
        return ticket.state().working();
    }
}
