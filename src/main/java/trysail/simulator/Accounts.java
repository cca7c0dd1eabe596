package trysail.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import trysail.matching.Fees;
import trysail.scope.SessionClock;

/**
 * The venue's customers: USDT-margined, one-way, cross margin. Fills settle here, and the private streams are told.
 * Thread-safe.
 */
final class Accounts {
    /** The account that the venue prints for anybody to use. */
    static final AccountKeys TEST = new AccountKeys("trysail-test-key", "trysail-test-secret");

    private static final UserEvents NOBODY = new UserEvents() {
        @Override
        public void publish(String apiKey, ObjectNode event) {}

        @Override
        public void expire(String listenKey) {}
    };

    private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();
    private final AccountListenKeys listenKeys;
    private final OrderDesk desk;
    private final Fees fees;
    private final AccountKeyMaker words;
    private volatile UserEvents events = NOBODY;

    /** Registers with {@code markets} at once, so that no event is missed. */
    Accounts(SessionClock clock, Markets markets, VenueRecord record, Fees fees) {
        this(clock, markets, record, fees, AccountKeyMaker.secret());
    }

    /** The same, with keys made of these words. */
    Accounts(SessionClock clock, Markets markets, VenueRecord record, Fees fees, AccountKeyMaker words) {
        this.fees = fees;
        this.words = words;
        listenKeys = new AccountListenKeys(clock, words);
        var later = new UserEvents() {
            @Override
            public void publish(String apiKey, ObjectNode event) {
                events.publish(apiKey, event);
            }

            @Override
            public void expire(String listenKey) {
                events.expire(listenKey);
            }
        };
        desk = new OrderDesk(clock, markets, record, later, fees);
    }

    AccountKeyMaker words() {
        return words;
    }

    /** From now on the private streams are told through this. */
    void publishTo(UserEvents streams) {
        events = streams;
    }

    /** A new account with keys of its own, funded with this much USDT. */
    AccountKeys open(BigDecimal capital) {
        return open(new AccountKeys(words.word(), words.word()), capital);
    }

    /** An account with keys that are known beforehand; the one that is there already stays as it is. */
    AccountKeys open(AccountKeys keys, BigDecimal capital) {
        accounts.putIfAbsent(keys.key(), new Account(keys, capital));
        return keys;
    }

    /** Ends an account: its working orders are cancelled, its keys are unknown from now on. */
    void close(AccountKeys keys) {
        var account = accounts.remove(keys.key());
        if (account != null) {
            for (var order : desk.locked(account::working)) {
                order.receipt.abandoned();
                desk.cancel(order);
            }
            listenKeys.close(keys.key()).ifPresent(events::expire);
        }
    }

    /** Those there are now. */
    Collection<Account> all() {
        return accounts.values();
    }

    Optional<Account> find(String apiKey) {
        return Optional.ofNullable(accounts.get(apiKey));
    }

    /** Whose private stream this listen key opens; empty when it is unknown or expired. */
    Optional<String> listenKeyOwner(String listenKey) {
        return listenKeys.owner(listenKey);
    }

    AccountListenKeys listenKeys() {
        return listenKeys;
    }

    /** Tells the streams of listen keys whose hour is over. */
    void expireListenKeys() {
        listenKeys.takeExpired().forEach(events::expire);
    }

    Fees fees() {
        return fees;
    }

    OrderDesk desk() {
        return desk;
    }
}
