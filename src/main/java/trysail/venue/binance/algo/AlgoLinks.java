package trysail.venue.binance.algo;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trysail.model.Fill;
import trysail.model.VenueOrder;

/**
 * Which orders are conditional ones, and which order each became: what a trigger makes has a number and a name of the
 * venue's own, and only the venue's link tells whose it is. Orders and trades are told as those of the order that we sent.
 * Thread-safe; the oldest are forgotten.
 */
public final class AlgoLinks {
    private static final int MOST = 10_000;

    private record Parent(String clientId, String venueId) {}

    private final LinkedHashSet<String> conditional = new LinkedHashSet<>();
    private final LinkedHashMap<String, Parent> parents = new LinkedHashMap<>();

    /** The venue's number in a field that is empty, or zero, where there is none. */
    public static Optional<Long> number(@Nullable String field) {
        return field == null || !field.matches("[1-9]\\d{0,17}") ? Optional.empty() : Optional.of(Long.valueOf(field));
    }

    /** This client order id names a conditional order. */
    public synchronized void remember(String clientId) {
        conditional.add(clientId);
        if (conditional.size() > MOST) {
            conditional.removeFirst();
        }
    }

    public synchronized boolean isConditional(String clientId) {
        return conditional.contains(clientId);
    }

    /** The conditional order has become {@code child}. */
    public synchronized void link(long child, String clientId, String venueId) {
        parents.put(Long.toString(child), new Parent(clientId, venueId));
        if (parents.size() > MOST) {
            parents.pollFirstEntry();
        }
    }

    private synchronized Optional<Parent> parent(String venueId) {
        return Optional.ofNullable(parents.get(venueId));
    }

    /** The order as it is, or as the conditional one that became it. */
    public VenueOrder order(VenueOrder told) {
        return parent(told.venueId())
                .map(p -> new VenueOrder(
                        p.clientId,
                        p.venueId,
                        told.symbol(),
                        told.side(),
                        BigDecimal.ZERO,
                        told.size(),
                        told.filled(),
                        told.state(),
                        told.time()))
                .orElse(told);
    }

    /** The trade as it is, or as one of the conditional order that became the one that traded. */
    public Fill fill(Fill told) {
        return parent(told.venueId())
                .map(p -> new Fill(
                        told.symbol(),
                        p.venueId,
                        told.tradeId(),
                        told.side(),
                        told.price(),
                        told.size(),
                        told.fee(),
                        told.maker(),
                        told.time()))
                .orElse(told);
    }
}
