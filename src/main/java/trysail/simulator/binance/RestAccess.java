package trysail.simulator.binance;

import java.time.Duration;
import trysail.scope.SessionClock;
import trysail.simulator.binance.call.BinanceError;
import trysail.simulator.binance.call.RestRequest;
import trysail.simulator.desk.Account;
import trysail.simulator.desk.Accounts;

/** Whether a request may do what it asks: key, time window, signature, in the venue's order of looking at them. */
final class RestAccess {
    private static final long USUAL_WINDOW = 5_000;
    private static final long WIDEST_WINDOW = 60_000;
    private static final Duration AHEAD = Duration.ofSeconds(1);

    private final SessionClock clock;
    private final Accounts accounts;

    RestAccess(SessionClock clock, Accounts accounts) {
        this.clock = clock;
        this.accounts = accounts;
    }

    /** The account whose key the request carries. */
    Account byKey(RestRequest request) {
        var key = request.apiKey().orElseThrow(BinanceError::keyFormat);
        return accounts.find(key).orElseThrow(BinanceError::keyUnknown);
    }

    /** The account that signed the request, just now. */
    Account bySignature(RestRequest request) {
        var account = byKey(request);
        var timestamp = request.maybeLong("timestamp").orElseThrow(() -> BinanceError.missing("timestamp"));
        var window = request.maybeLong("recvWindow").orElse(USUAL_WINDOW);
        if (window > WIDEST_WINDOW || window < 0) {
            throw BinanceError.recvWindow();
        }
        var signature = request.need("signature");
        if (!Signing.verify(account.keys.secret(), request.signedText(), signature)) {
            throw BinanceError.signature();
        }
        var now = clock.now().toEpochMilli();
        if (timestamp >= now + AHEAD.toMillis()) {
            throw BinanceError.timestampAhead();
        }
        if (now - timestamp > window) {
            throw BinanceError.timestampLate();
        }
        return account;
    }
}
