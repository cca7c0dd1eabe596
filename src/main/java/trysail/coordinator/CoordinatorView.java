package trysail.coordinator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.model.Instrument;
import trysail.model.Position;
import trysail.model.Quote;

/**
 * What the coordinator knew a moment ago. Each line is whole in itself; lines may be some events apart.
 *
 * @param ready whether orders may be sent
 * @param live whether the feed is connected and subscribed, as far as we were told
 * @param time the latest time any market event carried, by the venue's clock
 * @param dataAge how long ago the last market event was taken, by our clock
 * @param equity capital and profit at the last marks, net of fees, in quote currency
 * @param profit of this session at the last marks, net of fees, in quote currency
 */
public record CoordinatorView(
        boolean ready,
        boolean live,
        List<Line> lines,
        Optional<Instant> time,
        Optional<Duration> dataAge,
        Counts counts,
        BigDecimal equity,
        BigDecimal profit) {
    /**
     * One instrument.
     *
     * @param working orders that may still trade, those on their way included
     * @param adoptedAt the mid at which a position that was there before the session is valued as brought along: what it
     *     had gained until then is not the session's; empty: no such position, or no quote yet
     * @param updateId of the last change in the book; 0 while it is not known
     */
    public record Line(
            Instrument instrument,
            Optional<Quote> quote,
            Position position,
            int working,
            Optional<BigDecimal> adoptedAt,
            long updateId) {}

    /**
     * Sums since the start.
     *
     * @param market market events applied, after conflation
     * @param orders order events applied
     * @param fills among them
     * @param approved intents that became orders or cancels
     * @param denied intents that did not, dropped ones included
     * @param dropped intents denied because the gate was shut, or held
     */
    public record Counts(long market, long orders, long fills, long approved, long denied, long dropped) {}
}
