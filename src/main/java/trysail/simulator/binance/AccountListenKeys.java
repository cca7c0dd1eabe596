package trysail.simulator.binance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.desk.AccountKeyMaker;

/** Keys to private streams: one an account, valid for an hour from the last renewal. Thread-safe. */
public final class AccountListenKeys {
    static final Duration VALID = Duration.ofMinutes(60);

    private record Lease(String apiKey, Instant until) {}

    private final SessionClock clock;
    private final AccountKeyMaker words;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, String> byAccount = new HashMap<>();
    private final List<String> deleted = new ArrayList<>();

    public AccountListenKeys(SessionClock clock) {
        this(clock, AccountKeyMaker.secret());
    }

    public AccountListenKeys(SessionClock clock, AccountKeyMaker words) {
        this.clock = clock;
        this.words = words;
    }

    private boolean valid(Lease lease) {
        return clock.now().isBefore(lease.until);
    }

    /** The account's key, renewed; a new one when it has none that is valid. */
    public synchronized String open(String apiKey) {
        var key = byAccount.get(apiKey);
        if (key == null || !owned(key)) {
            key = words.word();
            byAccount.put(apiKey, key);
        }
        leases.put(key, new Lease(apiKey, clock.now().plus(VALID)));
        return key;
    }

    private boolean owned(String key) {
        var lease = leases.get(key);
        return lease != null && valid(lease);
    }

    /** Renews the account's key. */
    public synchronized String renew(String apiKey) {
        var key = byAccount.get(apiKey);
        if (key == null || !owned(key)) {
            throw BinanceError.listenKey();
        }
        leases.put(key, new Lease(apiKey, clock.now().plus(VALID)));
        return key;
    }

    /** Ends the account's key; the one that ended, if there was one. */
    public synchronized Optional<String> close(String apiKey) {
        var key = Optional.ofNullable(byAccount.remove(apiKey));
        key.ifPresent(leases::remove);
        return key;
    }

    /** Its owner wants the account's key no more: whoever listens by it is told so soon. */
    synchronized void delete(String apiKey) {
        close(apiKey).ifPresent(deleted::add);
    }

    public synchronized Optional<String> owner(String key) {
        return Optional.ofNullable(leases.get(key)).filter(this::valid).map(Lease::apiKey);
    }

    /** Takes away the keys whose time is over, and names those as well that were deleted since the last time. */
    public synchronized List<String> takeExpired() {
        var expired = new ArrayList<>(deleted);
        deleted.clear();
        leases.forEach((key, lease) -> {
            if (!valid(lease)) {
                expired.add(key);
            }
        });
        for (var key : expired) {
            var lease = leases.remove(key);
            if (lease != null) {
                byAccount.remove(lease.apiKey, key);
            }
        }
        return expired;
    }
}
