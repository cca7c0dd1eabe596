package trysail.strategy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.model.Quote;

/**
 * What a strategy may know: the market as last heard and what is ours in it. A live view, good only during the call it
 * is handed to.
 */
public interface MarketState {
    /** The latest time any quote, trade or book change carried, by the venue's clock; empty before the first. */
    Optional<Instant> time();

    /** The instruments of this session. */
    List<Instrument> instruments();

    /** The last quote; empty before the first. */
    Optional<Quote> quote(Instrument instrument);

    /** What we hold; flat when nothing. */
    Position position(Instrument instrument);

    /** Our orders that may still trade, oldest first, those still on their way included. */
    List<OwnOrder> working(Instrument instrument);

    /** Capital and profit at the last marks, net of fees, in quote currency. */
    BigDecimal equity();
}
