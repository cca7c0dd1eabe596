package trysail.simulator.desk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import trysail.matching.Fees;
import trysail.model.Instrument;
import trysail.scope.SessionClock;
import trysail.simulator.play.MarketView;
import trysail.simulator.play.Markets;
import trysail.simulator.record.VenueRecord;

/**
 * The venue's customers: USDT-margined, one-way, cross margin. Fills settle here, and the private streams are told.
 * Thread-safe.
 */
public final class Accounts {
    /** The account that the venue prints for anybody to use. */
    public static final AccountKeys TEST = new AccountKeys("trysail-test-key", "trysail-test-secret");

    private static final AccountListener NOBODY = new AccountListener() {
        @Override
        public void tell(String account, AccountNews news) {}

        @Override
        public void closed(String account) {}
    };

    private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, BigDecimal> rates = new ConcurrentHashMap<>();
    private final OrderDesk desk;
    private final Liquidation liquidation;
    private final Fees fees;
    private final AccountKeyMaker words;
    private volatile AccountListener listener = NOBODY;
    private volatile Optional<Duration> fundedEvery = Optional.empty();

    /** Registers with {@code markets} at once, so that no event is missed. */
    public Accounts(SessionClock clock, Markets markets, VenueRecord record, Fees fees) {
        this(clock, markets, record, fees, AccountKeyMaker.secret());
    }

    /** The same, with keys made of these words. */
    public Accounts(SessionClock clock, Markets markets, VenueRecord record, Fees fees, AccountKeyMaker words) {
        this.fees = fees;
        this.words = words;
        var later = new AccountListener() {
            @Override
            public void tell(String account, AccountNews news) {
                listener.tell(account, news);
            }

            @Override
            public void closed(String account) {
                listener.closed(account);
            }
        };
        desk = new OrderDesk(clock, markets, record, later, fees);
        liquidation = new Liquidation(clock, this, record);
        markets.onEvent(liquidation);
    }

    public AccountKeyMaker words() {
        return words;
    }

    /** From now on the private streams are told through this. */
    public void publishTo(AccountListener streams) {
        listener = streams;
    }

    /** A new account with keys of its own, funded with this much USDT. */
    public AccountKeys open(BigDecimal capital) {
        return open(new AccountKeys(words.word(), words.word()), capital);
    }

    /** The same, paying its fees in this. */
    public AccountKeys open(BigDecimal capital, FeeAsset fees) {
        return open(new AccountKeys(words.word(), words.word()), capital, Optional.of(fees));
    }

    /** What one of an asset is worth in quote currency that some account pays its fees in. */
    public Optional<BigDecimal> rate(String asset) {
        return Optional.ofNullable(rates.get(asset));
    }

    /** An account with keys that are known beforehand; the one that is there already stays as it is. */
    public AccountKeys open(AccountKeys keys, BigDecimal capital) {
        return open(keys, capital, Optional.empty());
    }

    /** The same, paying its fees in this. */
    public AccountKeys open(AccountKeys keys, BigDecimal capital, Optional<FeeAsset> fees) {
        fees.filter(FeeAsset::listed).ifPresent(f -> rates.put(f.asset(), f.rate()));
        accounts.putIfAbsent(keys.key(), new Account(keys, capital, fees));
        return keys;
    }

    /** Ends an account: its working orders are cancelled, its keys are unknown from now on. */
    public void close(AccountKeys keys) {
        var account = accounts.remove(keys.key());
        if (account != null) {
            for (var order : desk.locked(account::working)) {
                order.track.abandoned();
                desk.cancel(order);
            }
            listener.closed(keys.key());
        }
    }

    /** Cancels the orders of an account and closes its positions, whatever its margin. */
    void liquidate(Account account) {
        liquidation.force(account);
    }

    /** Those there are now. */
    Collection<Account> all() {
        return accounts.values();
    }

    /** What they are long of a contract, in base currency. */
    public BigDecimal open(MarketView market) {
        return desk.locked(() -> accounts.values().stream()
                .map(a -> a.wallet.position(market.instrument().symbol()).size().max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** From now on positions are funded each such time of market time. Once, before the market begins. */
    public void fundEvery(Duration time) {
        fundedEvery = Optional.of(time);
        desk.markets().onEvent(new Funding(time, this));
    }

    /** How often positions are funded, and at what rate; empty when they never are. */
    public Optional<FundingTerms> funding() {
        return fundedEvery.map(time -> new FundingTerms(time, Funding.RATE));
    }

    void fund(Instrument instrument) {
        accounts.values().forEach(account -> desk.fund(account, instrument));
    }

    public Optional<Account> find(String apiKey) {
        return Optional.ofNullable(accounts.get(apiKey));
    }

    public Fees fees() {
        return fees;
    }

    public OrderDesk desk() {
        return desk;
    }
}
