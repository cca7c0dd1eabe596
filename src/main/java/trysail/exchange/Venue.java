package trysail.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import trysail.model.Instrument;

/**
 * A place to trade, and how to reach it. Makes unconnected clients: nothing here blocks or opens a socket.
 *
 * <p>One of your own says its name, what it lists ({@link #client}) and what its market does ({@link #feed}); orders are
 * then filled here, on paper. One that {@linkplain #takesOrders takes orders} itself has a whole client and an
 * {@link #accountFeed} as well. Used by any thread.
 */
public interface Venue {
    /** Such as {@code binance-usdm}: lower-case letters, digits and hyphens, beginning with a letter, 32 at most. */
    String name();

    /** Where its REST interface is: part of what makes a journal ours. Its name, where it has no address. */
    default String address() {
        return name();
    }

    /** A fingerprint of the account's key, never the key; asked of a venue that takes orders. */
    default String account() {
        return "own";
    }

    /** Whether it takes the orders of its clients; else they are filled on paper, as its market moves. */
    default boolean takesOrders() {
        return false;
    }

    /** How far its clock was ahead of ours when last measured; empty when nobody has measured it. Any thread. */
    default Optional<Duration> clockOffset() {
        return Optional.empty();
    }

    /** From now on this hears what its clients did besides what they were asked, in words; it must not wait. */
    default void onNews(Consumer<String> hears) {}

    /** A client of its own for each owner. */
    ExchangeClient client();

    /** The market of these, each of them from its own {@link ExchangeClient#listing}. */
    MarketFeed feed(List<Instrument> instruments);

    /** What becomes of the account's orders; of a venue that takes orders. */
    default AccountFeed accountFeed() {
        throw new UnsupportedOperationException("venue " + name() + " tells nothing of orders");
    }
}
