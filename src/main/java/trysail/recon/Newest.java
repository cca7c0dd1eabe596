package trysail.recon;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which of the newest changes explain a difference: what is older was in the account before. */
final class Newest {
    private Newest() {}

    /**
     * The shortest run of changes up to the newest one that comes to {@code difference}, oldest first; empty when none
     * does.
     *
     * @param oldestFirst changes nobody has counted
     */
    static <T> Optional<List<T>> explaining(
            List<T> oldestFirst, Function<T, BigDecimal> amount, BigDecimal difference) {
        var sum = BigDecimal.ZERO;
        for (var i = oldestFirst.size() - 1; i >= 0; i--) {
            sum = sum.add(amount.apply(oldestFirst.get(i)));
            if (sum.compareTo(difference) == 0) {
                return Optional.of(List.copyOf(oldestFirst.subList(i, oldestFirst.size())));
            }
        }
        return Optional.empty();
    }
}
