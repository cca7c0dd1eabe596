package trysail.recon;

import java.util.function.Consumer;
import trysail.model.OrderEvent;
import trysail.scope.Gate;
import trysail.scope.Latch;
import trysail.scope.StopReason;

/**
 * What a session does about changes of its account that no order of it made. Money that came or went is told and counted;
 * a position that moved is acted upon. Thread-safe; never waits.
 *
 * @param asked writes into the journal what was done
 * @param warnings are told what the session's user has to know
 * @param stop asks for the session's end
 */
public record ForeignPolicy(
        OnForeign policy, Gate gate, Consumer<String> asked, Consumer<String> warnings, Consumer<StopReason> stop) {
    /** So many are news, where nothing else follows: somebody who trades all day beside the session is no news any more. */
    private static final int NEWS = 20;

    /**
     * It is in the journal, and counted.
     *
     * @param before how many there were before
     */
    public void heard(OrderEvent.Foreign event, long before) {
        var words = "foreign: " + event.words();
        if (policy == OnForeign.NOTE && before >= NEWS) {
            return;
        }
        words += policy == OnForeign.NOTE && before == NEWS - 1 ? "; fills tells of further ones" : "";
        if (event.moved().isEmpty()) {
            warnings.accept(words);
            return;
        }
        switch (policy) {
            case NOTE -> warnings.accept(words);
            case PAUSE -> {
                if (gate.hold(Latch.PAUSED)) {
                    asked.accept("on-foreign: paused");
                }
                warnings.accept(words + ": paused, nothing is sent until resume (--on-foreign pause)");
            }
            case STOP -> {
                warnings.accept(words + ": the session ends (--on-foreign stop)");
                stop.accept(new StopReason.StopRequested("on-foreign: " + event.words()));
            }
        }
    }
}
