package trysail.simulator.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import trysail.matching.Submission;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.SessionClock;
import trysail.simulator.binance.trade.OrderPlacement;
import trysail.simulator.record.VenueRecord;

/** What the owner of an account does beside the session that trades on it: an order at the venue's own screen. */
public record ByHand(SessionClock clock, Accounts accounts, VenueRecord record) {
    private static final BigDecimal FAR = new BigDecimal("0.9");

    /** Rests a small order of this name on each account, too far below the market to trade; how many accounts there are. */
    public int rest(String clientId) {
        var market = accounts.desk().markets().all().getFirst();
        var instrument = market.instrument();
        var price = instrument.roundPrice(market.quote().bid().multiply(FAR), RoundingMode.FLOOR);
        var size = instrument.smallestSize(price);
        for (var account : accounts.all()) {
            var key = account.keys.key();
            var order = new Submission(key, clientId, Side.BUY, size, Terms.postOnly(price), false);
            var receipt = record.order(new VenueRecord.OrderSeen(
                    key,
                    instrument.symbol(),
                    clientId,
                    Side.BUY,
                    price,
                    size,
                    false,
                    Optional.empty(),
                    List.of(),
                    clock.nanos()));
            var unused = accounts.desk().place(account, market, new OrderPlacement(order, "LIMIT", "GTX"), receipt);
        }
        return accounts.all().size();
    }
}
