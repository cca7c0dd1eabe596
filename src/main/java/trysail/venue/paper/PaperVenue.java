package trysail.venue.paper;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.exchange.AccountFeed;
import trysail.exchange.ExchangeClient;
import trysail.exchange.MarketFeed;
import trysail.exchange.Venue;
import trysail.matching.Fees;
import trysail.matching.Latency;
import trysail.model.Instrument;
import trysail.scope.SessionContext;

/**
 * A real venue's market with an account of our own making. Orders meet the market as this venue's one feed delivers it:
 * without a running feed nothing trades. Needs no keys. Thread-safe.
 */
public final class PaperVenue implements Venue {
    private static final Duration MEAN_LATENCY = Duration.ofMillis(50);
    private static final Duration LATENCY_JITTER = Duration.ofMillis(20);

    private final Venue real;
    private final SessionContext context;
    private final Latency latency;
    private final PaperMarket market;

    /**
     * With the usual fees, and orders that take 50 ± 20 ms to arrive.
     *
     * @param capital what the account begins with, in {@link PaperMarket#ASSET}
     * @param seed decides how long each order takes
     */
    public PaperVenue(Venue real, BigDecimal capital, SessionContext context, long seed) {
        this(real, capital, context, new Latency(MEAN_LATENCY, LATENCY_JITTER, seed), Fees.USUAL);
    }

    /**
     * @param real gives market data; its orders and accounts are never called
     * @param latency how long placing and cancelling an order takes to arrive
     */
    public PaperVenue(Venue real, BigDecimal capital, SessionContext context, Latency latency, Fees fees) {
        this.real = real;
        this.context = context;
        this.latency = latency;
        this.market = new PaperMarket(capital, fees, context.clock());
    }

    @Override
    public String name() {
        return real.name() + "-paper";
    }

    @Override
    public String address() {
        return real.address();
    }

    @Override
    public String account() {
        return "paper";
    }

    @Override
    public boolean takesOrders() {
        return true;
    }

    @Override
    public Optional<Duration> clockOffset() {
        return real.clockOffset();
    }

    @Override
    public ExchangeClient client() {
        return new PaperClient(market, real, latency, context.clock());
    }

    @Override
    public MarketFeed feed(List<Instrument> instruments) {
        return new PaperFeed(real.feed(instruments), market);
    }

    @Override
    public AccountFeed accountFeed() {
        return new PaperAccountFeed(market);
    }

    @Override
    public String toString() {
        return name() + " at " + address();
    }
}
