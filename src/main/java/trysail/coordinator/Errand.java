package trysail.coordinator;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import trysail.model.Command;
import trysail.model.Instrument;
import trysail.model.MarketEvent;
import trysail.risk.LimitUse;
import trysail.strategy.Strategy;

/** What the coordinator does for a user, on its own thread, so that nothing it owns has a second writer or reader. */
public sealed interface Errand extends Command {
    /**
     * Another strategy takes over; positions and working orders stay.
     *
     * @param past history for the new one to observe first
     * @param done completed once the new one decides; with its failure, when it failed at its first look and the old one
     *     goes on
     */
    record Reload(Strategy strategy, List<? extends MarketEvent> past, CompletableFuture<Boolean> done)
            implements Errand {
        public Reload {
            past = List.copyOf(past);
        }
    }

    /**
     * The book of one instrument, copied between two events.
     *
     * @param depth levels of each side, the best first
     * @param done completed with the copy
     */
    record ShowBook(Instrument instrument, int depth, CompletableFuture<BookView> done) implements Errand {}

    /**
     * What of each risk limit is used, between two events.
     *
     * @param done completed with the limits, in the order of {@link trysail.risk.Risk#uses}
     */
    record ShowLimits(CompletableFuture<List<LimitUse>> done) implements Errand {}
}
