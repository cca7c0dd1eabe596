package trysail.simulator.record;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the accounts say what happened to an account's orders and balances. Never blocks. */
public interface AccountNews {
    /** Sends {@code event} to every private stream of this account. */
    void publish(String apiKey, ObjectNode event);

    /** Tells the private streams of this listen key that it has expired, and closes them. */
    void expire(String listenKey);
}
