package trysail.recon;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import trysail.journal.JournalState;
import trysail.model.Position;
import trysail.model.Symbol;

/**
 * What a session takes its account for, at one instant, by the fills and payments it knows.
 *
 * @param positions by symbol, flat ones that once were not among them
 * @param grown by asset: how much of it came since the session counts, by profits, payments and fees; negative when it went
 */
record Belief(Map<String, Position> positions, Map<String, BigDecimal> grown) {
    static Belief of(JournalState state, Collection<String> assets) {
        var positions = state.positions();
        var fees = state.feesPaid();
        var grown = new TreeMap<String, BigDecimal>();
        for (var asset : assets) {
            grown.put(
                    asset,
                    positions.values().stream()
                            .filter(p -> Symbol.quote(p.symbol()).equals(asset))
                            .map(Position::realised)
                            .reduce(state.paid(asset), BigDecimal::add)
                            .subtract(fees.getOrDefault(asset, BigDecimal.ZERO)));
        }
        return new Belief(positions, grown);
    }

    Position position(String symbol) {
        return positions.getOrDefault(symbol, Position.flat(symbol));
    }

    BigDecimal grown(String asset) {
        return grown.getOrDefault(asset, BigDecimal.ZERO);
    }
}
