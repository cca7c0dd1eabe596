package trysail.venue.binance;

import trysail.scope.Deadline;

/**
 * The REST calls that a private stream needs. Calls end within their deadline and at once when interrupted; each may
 * throw any {@link trysail.exchange.ExchangeException}.
 *
 * <p>There is no call to delete a key: the venue gives all programs of an account the same one, so that deleting ours
 * would silence theirs. A key nobody keeps alive ends by itself after an hour.
 */
interface ListenKeys {
    /** A key for the account's stream, valid for an hour: a new one, or the one that is valid already. Secret. */
    String create(Deadline deadline) throws InterruptedException;

    /** Makes the key valid for another hour. */
    void keepAlive(String key, Deadline deadline) throws InterruptedException;
}
