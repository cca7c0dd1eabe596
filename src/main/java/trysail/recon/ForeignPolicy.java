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
    /** It is in the journal, and counted. */
    public void heard(OrderEvent.Foreign event) {
        var words = "foreign: " + event.words();
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
