package trysail.session;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import trysail.exchange.ExchangeClient;
import trysail.order.KillSwitch;
import trysail.order.Settled;
import trysail.scope.Deadline;

/** The kill switch of one session, with clients made for each use. A latch is on the gate before it fires. */
final class Kill {
    private static final Logger LOG = Logger.getLogger(Kill.class.getName());
    private static final int WORKERS = 4;

    private final Voyage voyage;

    Kill(Voyage voyage) {
        this.voyage = voyage;
    }

    /** As long as a stop may take. */
    Deadline deadline() {
        return voyage.context.clock().deadline(voyage.spec.stopWithin());
    }

    /** Cancels the session's own orders, by the deadline; on a thread of the session's own that a stop interrupts. */
    Settled fire(Deadline deadline) throws InterruptedException {
        var working = voyage.parts.orders();
        if (working.isEmpty()) {
            return new Settled(List.of(), 0, List.of());
        }
        var clients = clients();
        try {
            var fired = new KillSwitch(voyage.context, voyage.gate, working.get(), clients, voyage.parts::tell)
                    .fire(deadline);
            var words = "kill: " + fired.words();
            voyage.parts.asked(words);
            return fired;
        } finally {
            clients.forEach(ExchangeClient::close);
        }
    }

    /** Not the stop's: a stop may come while these hang. As many as could be made: without any the order loop cancels. */
    private List<ExchangeClient> clients() {
        var clients = new ArrayList<ExchangeClient>();
        try {
            var venue = voyage.parts.venue().orElseThrow();
            for (var i = 0; i < WORKERS; i++) {
                clients.add(venue.client());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "kill: no more than {0} clients: {1}", new Object[] {clients.size(), e});
        }
        return clients;
    }
}
