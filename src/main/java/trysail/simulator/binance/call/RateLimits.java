package trysail.simulator.binance.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import trysail.scope.SessionClock;

/**
 * The venue's budgets: request weight per address and minute, new orders per account and ten seconds and minute. Over
 * budget is 429 until the minute is over; who goes on asking is banned with 418. Thread-safe.
 */
public final class RateLimits {
    public static final int IGNORED_BEFORE_BAN = 20;
    private static final Duration BAN = Duration.ofMinutes(2);

    /** How much of each; {@link #USUAL} are the venue's numbers. */
    public record Budget(int weightPerMinute, int ordersPerTenSeconds, int ordersPerMinute) {
        public static final Budget USUAL = new Budget(2_400, 300, 1_200);
        /** For many sessions that share one embedded venue, and with it one address. */
        public static final Budget AMPLE = new Budget(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static final class Window {
        private long number = -1;
        private int used;

        private int add(long now, int more) {
            if (number != now) {
                number = now;
                used = 0;
            }
            used += more;
            return used;
        }
    }

    private static final class Address {
        private final Window weight = new Window();
        private final Window ignored = new Window();
        private Instant bannedUntil = Instant.EPOCH;
    }

    private final SessionClock clock;
    private final Budget budget;
    private final Map<String, Address> addresses = new HashMap<>();
    private final Map<String, Window> tenSeconds = new HashMap<>();
    private final Map<String, Window> minutes = new HashMap<>();

    public RateLimits(SessionClock clock, Budget budget) {
        this.clock = clock;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /** What a request used so far, or the refusal; {@code retryAfter} in seconds, 0 when there is none. */
    public record Use(int used, int retryAfter, int status, String refusal) {
        public boolean refused() {
            return status != 200;
        }
    }

    public synchronized Use request(String address, int weight) {
        var now = clock.now();
        var minute = now.getEpochSecond() / 60;
        var from = addresses.computeIfAbsent(address, a -> new Address());
        if (now.isBefore(from.bannedUntil)) {
            return banned(from, now);
        }
        var used = from.weight.add(minute, weight);
        if (used <= budget.weightPerMinute) {
            return new Use(used, 0, 200, "");
        }
        if (from.ignored.add(minute, 1) > IGNORED_BEFORE_BAN) {
            from.bannedUntil = now.plus(BAN);
            return banned(from, now);
        }
        var text = "Too many requests; current limit of IP(%s) is %d requests per minute."
                .formatted(address, budget.weightPerMinute);
        return new Use(used, 60 - (int) (now.getEpochSecond() % 60), 429, text);
    }

    private static Use banned(Address from, Instant now) {
        var text = "Way too many requests; IP banned until %d.".formatted(from.bannedUntil.toEpochMilli());
        var left = (int) Duration.between(now, from.bannedUntil).toSeconds() + 1;
        return new Use(0, left, 418, text);
    }

    /** New orders of this account in the running ten seconds and minute, this one counted. */
    public record Orders(int tenSeconds, int minute) {}

    /** Counts a new order, or throws the venue's refusal. */
    public synchronized Orders order(String apiKey) {
        var second = clock.now().getEpochSecond();
        var ten = tenSeconds.computeIfAbsent(apiKey, k -> new Window()).add(second / 10, 1);
        var minute = minutes.computeIfAbsent(apiKey, k -> new Window()).add(second / 60, 1);
        if (ten > budget.ordersPerTenSeconds) {
            throw BinanceError.tooManyOrders(budget.ordersPerTenSeconds, "TEN_SECONDS");
        }
        if (minute > budget.ordersPerMinute) {
            throw BinanceError.tooManyOrders(budget.ordersPerMinute, "MINUTE");
        }
        return new Orders(ten, minute);
    }
}
