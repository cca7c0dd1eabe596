package trysail.storm;

import java.util.List;
import trysail.fault.Fault;
import trysail.scope.SessionContext;
import trysail.session.Session;
import trysail.words.BadInput;

/** Makes a plan's faults happen to one session at their time. */
record Troubles(Session session, SessionContext weather) {
    /** A thread for each, which lives until it has happened. */
    List<Thread> start(List<Fault> faults) {
        return faults.stream()
                .map(fault -> weather.startVirtual("fault " + fault.what(), () -> live(fault)))
                .toList();
    }

    private void live(Fault fault) {
        try {
            weather.clock().sleep(fault.at());
            session.inject(fault.now());
        } catch (BadInput tooEarlyOrLate) {
            return; // the session has not come so far, or is over already
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
