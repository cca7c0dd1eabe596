package trysail.storm;

import java.util.Optional;
import trysail.receipt.Receipt;

/**
 * One storm of one strategy, and what came of it.
 *
 * @param receipt empty when the session never came to its end
 * @param givenUp whether it was left behind, still running
 */
public record StormResult(Storm storm, SessionPlan plan, Optional<Receipt> receipt, boolean givenUp) {}
