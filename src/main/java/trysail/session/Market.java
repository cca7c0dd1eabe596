package trysail.session;

import java.util.List;
import trysail.exchange.AccountFeed;
import trysail.exchange.MarketFeed;
import trysail.model.Instrument;
import trysail.scope.Deadline;

/** What a session trades, and the streams that tell of it. */
record Market(List<Instrument> instruments, MarketFeed feed, AccountFeed account) {
    Market {
        instruments = List.copyOf(instruments);
    }

    /** Cuts both streams; each close is bounded by itself. */
    String close(Deadline deadline) throws InterruptedException {
        try {
            feed.close();
        } finally {
            account.close();
        }
        return "feed and account stream closed";
    }
}
