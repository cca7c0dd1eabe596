package trysail.simulator.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import trysail.fault.Fault;
import trysail.matching.Submission;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.SessionClock;
import trysail.simulator.play.MarketView;
import trysail.simulator.record.VenueRecord;

/** What happens to accounts beside the sessions that trade on them: at the venue's own screen, and by the venue itself. */
public record ByHand(SessionClock clock, Accounts accounts, VenueRecord record) {
    private static final BigDecimal FAR = new BigDecimal("0.9");
    private static final String HAND = "web_";
    private static final String ADL = "adl_autoclose_";

    /** Rests a small order of this name on each account, too far below the market to trade; how many accounts there are. */
    public int rest(String clientId) {
        var market = accounts.desk().markets().all().getFirst();
        var instrument = market.instrument();
        var price = instrument.roundPrice(market.quote().bid().multiply(FAR), RoundingMode.FLOOR);
        var size = instrument.smallestSize(price);
        for (var account : accounts.all()) {
            var key = account.keys.key();
            place(account, market, new Submission(key, clientId, Side.BUY, size, Terms.postOnly(price), false), price);
        }
        return accounts.all().size();
    }

    /** Lets this befall every account, now. */
    public void befall(Fault.OnAccount what) {
        for (var account : accounts.all()) {
            switch (what) {
                case Fault.HandTrade f ->
                    largest(account).ifPresentOrElse(market -> close(account, market, HAND), () -> open(account));
                case Fault.HandCancel f ->
                    accounts.desk().locked(account::working).stream()
                            .findFirst()
                            .ifPresent(accounts.desk()::cancel);
                case Fault.Liquidated f -> accounts.liquidate(account);
                case Fault.Deleveraged f -> largest(account).ifPresent(market -> close(account, market, ADL));
                case Fault.FundingDue f ->
                    accounts.desk().markets().all().forEach(m -> accounts.desk().fund(account, m.instrument()));
            }
        }
    }

    private static BigDecimal size(Account account, MarketView market) {
        return account.wallet.position(market.instrument().symbol()).size();
    }

    /** Where its position is worth most, if it has any. */
    private Optional<MarketView> largest(Account account) {
        return accounts.desk()
                .locked(() -> accounts.desk().markets().all().stream()
                        .filter(m -> size(account, m).signum() != 0)
                        .max(Comparator.comparing(m -> size(account, m).abs().multiply(m.markPrice()))));
    }

    private void close(Account account, MarketView market, String name) {
        var desk = accounts.desk();
        desk.locked(() -> {
            var size = size(account, market);
            if (size.signum() != 0) {
                var side = size.signum() > 0 ? Side.SELL : Side.BUY;
                market(account, market, name, side, size.abs(), true);
            }
            return true;
        });
    }

    private void open(Account account) {
        var market = accounts.desk().markets().all().getFirst();
        var size = market.instrument().smallestSize(market.quote().ask());
        market(account, market, HAND, Side.BUY, size, false);
    }

    private void market(
            Account account, MarketView market, String name, Side side, BigDecimal size, boolean reduceOnly) {
        var id = name + accounts.words().word();
        var order = new Submission(account.keys.key(), id, side, size, Terms.market(), reduceOnly);
        place(account, market, order, BigDecimal.ZERO);
    }

    private void place(Account account, MarketView market, Submission order, BigDecimal price) {
        var track = record.order(new VenueRecord.OrderSeen(
                order.account(),
                market.instrument().symbol(),
                order.clientId(),
                order.side(),
                price,
                order.size(),
                order.reduceOnly(),
                Optional.empty(),
                List.of(),
                clock.nanos()));
        var unused = accounts.desk().place(account, market, order, track);
    }
}
