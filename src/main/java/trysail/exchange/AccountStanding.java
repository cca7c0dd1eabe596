package trysail.exchange;

import java.util.List;
import java.util.Optional;
import trysail.model.Balance;
import trysail.model.Position;
import trysail.model.VenueOrder;

/**
 * How an account stands before a session trades on it, as its venue tells it. What a venue does not tell is empty.
 *
 * @param keyMayTrade whether the key may send orders
 * @param keyMayWithdraw whether the key may take money away
 * @param hedged whether a long and a short position of one instrument are held side by side
 * @param wallet what it holds of the quote asset
 * @param positions those that are not flat
 * @param working every working order of the account, whoever sent it
 */
public record AccountStanding(
        Optional<Boolean> keyMayTrade,
        Optional<Boolean> keyMayWithdraw,
        Optional<Boolean> hedged,
        Balance wallet,
        List<Position> positions,
        List<VenueOrder> working) {
    public AccountStanding {
        positions = List.copyOf(positions);
        working = List.copyOf(working);
    }
}
