package trysail.look;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.exchange.StreamState;

/**
 * How a session's engine runs, as part of its {@link Snapshot}.
 *
 * @param framesPerSecond market frames over the last few seconds
 * @param orderEventsPerSecond news of our orders over the last few seconds
 * @param queues those between the session's tasks
 * @param equity capital and profit at the last marks, net of fees, in quote currency
 * @param sent orders that went to the venue or were about to
 * @param denied intents that risk refused
 * @param faults what goes wrong on purpose at its embedded exchange now, in words
 */
public record Vitals(
        double framesPerSecond,
        double orderEventsPerSecond,
        List<Queue> queues,
        VenueHealth venue,
        BigDecimal equity,
        long sent,
        long denied,
        List<String> faults) {
    public Vitals {
        queues = List.copyOf(queues);
        faults = List.copyOf(faults);
    }

    /**
     * One queue.
     *
     * @param waiting items inside
     * @param conflated items that a newer one of the same key has replaced since the start
     */
    public record Queue(String name, int waiting, int capacity, long conflated) {}

    /**
     * What can be said of the venue from here.
     *
     * @param words the reason for the light, in a few words
     * @param connects connections that reached the subscribed state; more than one: it was lost and came back
     * @param gaps books that had to be fetched anew
     * @param clockOffset how far its clock was ahead of ours when last measured
     * @param streams each market stream that is asked for, and how old what it said last is
     */
    public record VenueHealth(
            String name,
            Light light,
            String words,
            int connects,
            int gaps,
            Optional<Duration> clockOffset,
            List<StreamState> streams) {
        public VenueHealth {
            streams = List.copyOf(streams);
        }

        /** Of a venue whose streams are not told apart. */
        public VenueHealth(
                String name, Light light, String words, int connects, int gaps, Optional<Duration> clockOffset) {
            this(name, light, words, connects, gaps, clockOffset, List.of());
        }
    }

    /** Go, beware, stop. */
    public enum Light {
        /** Connected, and data is younger than three seconds. */
        GREEN,
        /** Connecting, or the data is older. */
        YELLOW,
        /** There is no data to speak of. */
        RED
    }
}
