package trysail.simulator.desk;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trysail.matching.Submission;
import trysail.model.MarketEvent;
import trysail.model.Quote;
import trysail.model.Side;
import trysail.model.Terms;
import trysail.scope.SessionClock;
import trysail.simulator.play.MarketView;
import trysail.simulator.record.VenueRecord;
import trysail.stream.Sink;

/**
 * Ends what an account can no longer carry: once its equity is less than the margin its positions must keep, its working
 * orders are cancelled and its positions closed at what the book offers, in orders that nobody has asked for. Looks once a
 * second of market time. One thread: the one that plays the market.
 */
public final class Liquidation implements Sink<MarketEvent> {
    /** What the client ids of its orders begin with. */
    public static final String NAME = "autoclose-";

    /** The share of its worth that a position must keep. */
    public static final BigDecimal MAINTENANCE = new BigDecimal("0.004");

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final SessionClock clock;
    private final Accounts accounts;
    private final VenueRecord record;
    private Instant looked = Instant.MIN;
    private long orders;

    Liquidation(SessionClock clock, Accounts accounts, VenueRecord record) {
        this.clock = clock;
        this.accounts = accounts;
        this.record = record;
    }

    @Override
    public void put(MarketEvent event) {
        if (event instanceof Quote quote
                && (looked == Instant.MIN
                        || Duration.between(looked, quote.time()).abs().compareTo(LOOK) >= 0)) {
            looked = quote.time();
            accounts.all().forEach(this::look);
        }
    }

    private void look(Account account) {
        var desk = accounts.desk();
        desk.locked(() -> {
            var markets = desk.markets().all();
            var kept = markets.stream()
                    .map(m -> size(account, m).multiply(m.markPrice()).abs().multiply(MAINTENANCE))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (kept.signum() > 0
                    && account.wallet.equity(Account.marks(markets)).compareTo(kept) < 0) {
                force(account);
            }
            return true;
        });
    }

    void force(Account account) {
        var desk = accounts.desk();
        desk.locked(() -> {
            account.working().forEach(desk::cancel);
            desk.markets().all().forEach(market -> close(account, market));
            return true;
        });
    }

    private static BigDecimal size(Account account, MarketView market) {
        return account.wallet.position(market.instrument().symbol()).size();
    }

    private void close(Account account, MarketView market) {
        var size = size(account, market);
        if (size.signum() == 0) {
            return;
        }
        var side = size.signum() > 0 ? Side.SELL : Side.BUY;
        var key = account.keys.key();
        var id = NAME + clock.now().toEpochMilli() + "-" + ++orders;
        var order = new Submission(key, id, side, size.abs(), Terms.market(), true);
        var track = record.order(new VenueRecord.OrderSeen(
                key,
                market.instrument().symbol(),
                id,
                side,
                BigDecimal.ZERO,
                size.abs(),
                true,
                Optional.empty(),
                List.of(),
                clock.nanos()));
        var unused = accounts.desk().place(account, market, order, track);
    }
}
