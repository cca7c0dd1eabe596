package trysail.session;

import java.util.ArrayList;
import java.util.List;
import trysail.exchange.ExchangeClient;
import trysail.exchange.Venue;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * A session's exchange clients: one for trading, a few for the stop alone, so that a stuck call holds none of them.
 *
 * @param trading the order loop's
 * @param stop one for each worker of the stop
 * @param deadMan for the dead man's switch, if there is one: connects with its first call
 * @param clock for who keeps in step with the venue's clock
 * @param sweep for who asks how our orders stand
 * @param account for who compares the account
 * @param last for the stop's last look at the account
 * @param history for who looks; opened when somebody does
 */
record Clients(
        ExchangeClient trading,
        List<ExchangeClient> stop,
        ExchangeClient deadMan,
        ExchangeClient clock,
        ExchangeClient sweep,
        ExchangeClient account,
        ExchangeClient last,
        History history) {
    private static final int STOP_WORKERS = 4;

    static Clients of(Venue venue, SessionClock clock) {
        var stop = new ArrayList<ExchangeClient>();
        for (var i = 0; i < STOP_WORKERS; i++) {
            stop.add(venue.client());
        }
        return new Clients(
                venue.client(),
                List.copyOf(stop),
                venue.client(),
                venue.client(),
                venue.client(),
                venue.client(),
                venue.client(),
                new History(venue, clock));
    }

    /** Closes all at once: none of them waits. */
    String close(Deadline deadline) {
        trading.close();
        stop.forEach(ExchangeClient::close);
        deadMan.close();
        clock.close();
        sweep.close();
        account.close();
        last.close();
        history.close();
        return 6 + stop.size() + " clients closed";
    }
}
