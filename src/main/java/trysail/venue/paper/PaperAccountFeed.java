package trysail.venue.paper;

import java.util.ArrayList;
import java.util.Optional;
import trysail.exchange.AccountFeed;
import trysail.exchange.AccountReport;
import trysail.stream.Channel;
import trysail.stream.Sink;

/** What became of the paper account's orders, from the moment {@link #run} begins. */
final class PaperAccountFeed implements AccountFeed {
    private static final int BATCH = 256;

    private final PaperMarket market;
    private final Reports reports = new Reports();

    PaperAccountFeed(PaperMarket market) {
        this.market = market;
    }

    @Override
    public void run(Sink<? super AccountReport> out) throws InterruptedException {
        market.follow(reports);
        try {
            out.put(new AccountReport.Connected());
            var batch = new ArrayList<AccountReport>();
            Optional<Channel.End> end;
            do {
                end = reports.take(batch, BATCH);
                for (var report : batch) {
                    out.put(report);
                }
                batch.clear();
                if (reports.lostSome()) {
                    out.put(new AccountReport.Lost("reports came faster than they were read"));
                    out.put(new AccountReport.Connected());
                }
            } while (end.isEmpty());
        } finally {
            market.unfollow(reports);
        }
    }

    /** There is no connection: nothing can be lost. */
    @Override
    public boolean reconnect() {
        return false;
    }

    @Override
    public int connects() {
        return 1;
    }

    @Override
    public void farewell() {}

    @Override
    public void close() {
        reports.end();
    }
}
