package trysail.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.model.Fill;
import trysail.model.Symbol;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * What the assets are worth that fees are taken in. Most fees are valued by the trade itself; only for a fee in a third
 * asset is the venue asked, at most once in half a minute for each pair, so that its price is that of the moment and the
 * order loop seldom waits for it. Where the venue does not say, a price of the last minutes stands in; without one the fee
 * stays without a value, and the log says so once for each pair. Thread-safe.
 */
final class FeeRates {
    private static final Logger LOG = Logger.getLogger(FeeRates.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration USABLE = Duration.ofMinutes(10);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final int MOST_DIGITS = 30;

    private final SessionClock clock;
    private final Map<String, Seen> prices = new ConcurrentHashMap<>();
    private final Map<String, Deadline> unanswered = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** A price, and until when it may be used without asking, and at all. */
    private record Seen(BigDecimal price, Deadline fresh, Deadline usable) {}

    FeeRates(SessionClock clock) {
        this.clock = clock;
    }

    /**
     * The trade with its fee valued, if that can be known by the deadline. An interrupt ends the asking and stays set: the
     * trade has to be written down all the same.
     *
     * @param client the caller's own
     */
    Fill valued(Fill fill, ExchangeClient client, Deadline deadline) {
        var fee = fill.fee();
        var pair = pair(fill);
        var seen = Optional.ofNullable(prices.get(pair));
        if (fee.inQuote().isEmpty() && seen.filter(s -> !s.fresh().expired()).isEmpty() && mayAsk(pair)) {
            ask(pair, fee.asset(), Symbol.quote(fill.symbol()), client, deadline.within(CALL));
        }
        return asKnown(fill);
    }

    /** The trade with its fee valued as far as that is known without asking. */
    Fill asKnown(Fill fill) {
        var fee = fill.fee();
        if (fee.inQuote().isPresent()) {
            return fill;
        }
        var price = Optional.ofNullable(prices.get(pair(fill)))
                .filter(s -> !s.usable().expired());
        if (price.isEmpty()) {
            tell(fill);
        }
        return price.map(s -> fill.with(fee.valuedAt(s.price()))).orElse(fill);
    }

    private static String pair(Fill fill) {
        return fill.fee().asset() + "-" + Symbol.quote(fill.symbol());
    }

    private boolean mayAsk(String pair) {
        var until = unanswered.get(pair);
        return until == null || until.expired();
    }

    private void ask(String pair, String asset, String quote, ExchangeClient client, Deadline deadline) {
        try {
            var price = client.price(asset, quote, deadline).filter(FeeRates::plausible);
            price.ifPresent(p -> prices.put(pair, new Seen(p, clock.deadline(FRESH), clock.deadline(USABLE))));
            if (price.isPresent()) {
                return;
            }
        } catch (ExchangeException e) {
            LOG.log(Level.FINE, "asking for the price of {0}: {1}", new Object[] {pair, e.getMessage()});
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        unanswered.put(pair, clock.deadline(FRESH));
    }

    /** A number that a sum can be made with, whatever the venue writes. */
    private static boolean plausible(BigDecimal price) {
        return price.signum() > 0 && price.precision() <= MOST_DIGITS && Math.abs(price.scale()) <= MOST_DIGITS;
    }

    private void tell(Fill fill) {
        if (told.add(pair(fill))) {
            LOG.log(
                    Level.WARNING,
                    "a fee of {0} {1} is not valued: the venue tells no price of {2}; such fees are not in the p&l",
                    new Object[] {
                        fill.fee().amount().toPlainString(), fill.fee().asset(), pair(fill)
                    });
        }
    }
}
