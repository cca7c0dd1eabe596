package trysail.upkeep;

import java.util.Optional;
import java.util.function.Consumer;
import trysail.exchange.ExchangeException;
import trysail.journal.Entry;
import trysail.model.Rejection;
import trysail.scope.StopReason;

/**
 * Counts how many orders in a row the venue has refused. A few are news, once; as many as may be end the session: a session
 * whose every order is refused does not trade, and nobody may be looking. One order that the venue takes ends the row.
 *
 * <p>Used by the journal's writer alone; never waits.
 */
public final class RefusalWatch {
    /** So many in a row are news. */
    static final int NEWS = 5;

    private final Optional<Integer> most;
    private final Consumer<String> warnings;
    private final Consumer<StopReason> stop;
    private int inARow;

    /**
     * @param most refusals in a row that end the session; empty: any number may come
     * @param warnings are told what the session's user has to know
     * @param stop asks for the session's end
     */
    public RefusalWatch(Optional<Integer> most, Consumer<String> warnings, Consumer<StopReason> stop) {
        this.most = most;
        this.warnings = warnings;
        this.stop = stop;
    }

    /** An entry that is in the journal. */
    public void heard(Entry.Stamped line) {
        switch (line.entry()) {
            case Entry.Accepted taken -> inARow = 0;
            case Entry.Filled traded -> inARow = 0;
            case Entry.Rejected refused -> {
                if (refused.why() instanceof Rejection.ByVenue by) {
                    refused(by, refused.text());
                }
            }
            case Entry.OfOrder other -> {}
            case Entry.OfSession other -> {}
        }
    }

    private void refused(Rejection.ByVenue by, String text) {
        inARow++;
        if (inARow == NEWS) {
            warnings.accept("the venue has refused " + inARow + " orders in a row, the last one: " + text
                    + most.map(n -> "; at " + n + " the session ends (--max-refusals)")
                            .orElse(""));
        }
        if (most.isPresent() && inARow == most.get()) {
            stop.accept(new StopReason.Failed(new ExchangeException.Refused(
                    by.code(),
                    inARow + " orders in a row were refused (--max-refusals), the last one: " + text,
                    null)));
        }
    }
}
