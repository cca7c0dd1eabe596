package trysail.receipt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a session heard and traded, and what it leaves open.
 *
 * @param known whether it could be counted; when not, all numbers here mean nothing, and the receipt says "not known"
 * @param marketEvents market frames parsed, before any conflation
 * @param fills our trades
 * @param pnl profit or loss net of fees at the last marks, in quote currency; what a position had gained before the
 *     session took it over is not in it
 * @param fees paid, in quote currency; they are in {@code pnl}
 * @param feesNotValued by asset: fees whose worth in quote currency is not known; they are in neither
 * @param earned what came or went without a trade, such as funding, in quote currency; it is in {@code pnl}
 * @param foreign what changed the account and was no order of the session's, in words, oldest first
 * @param denials how many intents each risk rule denied, rules that denied none apart
 * @param positions what stays open of the instruments it traded; empty: not known, it never heard what the account holds
 */
public record Dealings(
        boolean known,
        long marketEvents,
        long fills,
        BigDecimal pnl,
        BigDecimal fees,
        Map<String, BigDecimal> feesNotValued,
        BigDecimal earned,
        List<String> foreign,
        Map<String, Long> denials,
        Optional<List<OpenPosition>> positions) {
    /** Where nothing could be counted. */
    public static final Dealings NOT_KNOWN =
            new Dealings(false, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, Map.of(), Map.of(), Optional.empty());

    /** Of an account that nobody else changed. */
    public Dealings(
            boolean known,
            long marketEvents,
            long fills,
            BigDecimal pnl,
            BigDecimal fees,
            Map<String, BigDecimal> feesNotValued,
            Map<String, Long> denials,
            Optional<List<OpenPosition>> positions) {
        this(known, marketEvents, fills, pnl, fees, feesNotValued, BigDecimal.ZERO, List.of(), denials, positions);
    }

    public Dealings {
        feesNotValued = Map.copyOf(feesNotValued);
        denials = Map.copyOf(denials);
        foreign = List.copyOf(foreign);
        positions = positions.map(List::copyOf);
    }
}
