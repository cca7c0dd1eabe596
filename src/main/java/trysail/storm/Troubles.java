package trysail.storm;

import java.time.Duration;
import java.util.List;
import trysail.scope.SessionContext;
import trysail.session.BadInput;
import trysail.session.Session;
import trysail.simulator.Fault;
import trysail.simulator.SimulatedWire;

/**
 * Makes a plan's faults happen to one session: each where it happens.
 *
 * @param wires those the session has opened so far; the first is its venue's
 */
record Troubles(Session session, List<SimulatedWire> wires, SessionContext weather) {
    /** A thread for each, which lives until it has happened and is over. */
    List<Thread> start(List<Fault> faults) {
        return faults.stream()
                .map(fault -> weather.startVirtual("fault " + fault.what(), () -> live(fault)))
                .toList();
    }

    private void live(Fault fault) {
        try {
            weather.clock().sleep(fault.at());
            if (!wires.isEmpty() && wires.getFirst().exchange().isPresent()) {
                happen(fault, wires.getFirst());
            } // else the session has not come so far
        } catch (BadInput tooLate) {
            return; // the session is over already
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void happen(Fault fault, SimulatedWire wire) throws InterruptedException {
        switch (fault) {
            case Fault.For(Fault.Refuse r, Duration length) -> {
                wire.refuse(true);
                weather.clock().sleep(length);
                wire.refuse(false);
            }
            case Fault.For(Fault.HalfOpen h, Duration length) -> {
                wire.freeze(true);
                weather.clock().sleep(length);
                wire.freeze(false);
            }
            case Fault.Refuse r -> wire.refuse(true);
            case Fault.HalfOpen h -> wire.freeze(true);
            case Fault.Cut c -> wire.cut();
            case Fault.Garbage g -> wire.intrude(new byte[] {(byte) 0x81, 3, 'a', 'b', 'c'});
            case Fault.For(Fault lasting, Duration length) -> session.inject(new Fault.For(lasting.now(), length));
            default -> session.inject(fault.now());
        }
    }
}
