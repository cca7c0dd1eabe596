package trysail.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.model.Instrument;

/** A place to trade, and how to reach it. Makes unconnected clients: nothing here blocks or opens a socket. */
public interface Venue {
    /** Such as {@code binance-usdm}. */
    String name();

    /** Where its REST interface is: part of what makes a journal ours. */
    String address();

    /** A fingerprint of the account's key, never the key. */
    String account();

    /** How far its clock was ahead of ours when last measured; empty when nobody has measured it. Any thread. */
    default Optional<Duration> clockOffset() {
        return Optional.empty();
    }

    /** A client of its own for each owner. */
    ExchangeClient client();

    MarketFeed feed(List<Instrument> instruments);

    AccountFeed accountFeed();
}
