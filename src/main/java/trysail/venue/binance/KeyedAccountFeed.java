package trysail.venue.binance;

import trysail.exchange.AccountFeed;
import trysail.exchange.AccountReport;
import trysail.stream.Sink;

/** The account's stream together with the client that asks for its keys: closed as one. */
final class KeyedAccountFeed implements AccountFeed {
    private final AccountFeed feed;
    private final KeyClient keys;

    KeyedAccountFeed(AccountFeed feed, KeyClient keys) {
        this.feed = feed;
        this.keys = keys;
    }

    @Override
    public void run(Sink<? super AccountReport> out) throws InterruptedException {
        feed.run(out);
    }

    @Override
    public boolean reconnect() {
        return feed.reconnect();
    }

    @Override
    public int connects() {
        return feed.connects();
    }

    @Override
    public void farewell() {
        feed.farewell();
    }

    @Override
    public void close() throws InterruptedException {
        try (keys) {
            feed.close();
        }
    }
}
