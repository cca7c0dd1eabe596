package trysail.simulator.host;

import java.io.IOException;

/** What a venue answers to requests. Thread-safe. */
public interface RestWords {
    /** Does what a request asks, or refuses it; waits as long as an order is on its way. */
    RestAnswer answer(RestCall call) throws IOException, InterruptedException;

    /** Refuses a request whose body is longer than this. */
    RestAnswer tooLong(int most) throws IOException;
}
