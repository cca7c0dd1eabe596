package trysail.storm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trysail.fault.Fault;
import trysail.order.OnStop;
import trysail.simulator.network.Weather;

/**
 * What one storm does to a session.
 *
 * @param life how long the session is to last
 * @param weather of every connection
 * @param faults what goes wrong, and when, counted from the session's start
 * @param stops how many times somebody asks for the stop, from {@code asked} on; 0: nobody, its duration ends it
 * @param asked when the stop is first asked for
 * @param aim empty, or: not at once, but so long after the next order that the strategy wants from then on; some
 *     microseconds find the stop that comes between an order's check and its sending
 * @param onStop what the stop does with orders and positions
 * @param stopWithin what the whole stop may take
 */
public record SessionPlan(
        Duration life,
        Weather weather,
        List<Fault> faults,
        int stops,
        Duration asked,
        Optional<Duration> aim,
        OnStop onStop,
        Duration stopWithin) {
    /** An order takes 4 to 30 µs from the strategy to the wire. */
    static final int LONGEST_AIM = 40;
    /** In less, an order that takes its 70 ms to the book may have no time to come back. */
    private static final Duration UNHURRIED = Duration.ofSeconds(2);

    public SessionPlan {
        faults = List.copyOf(faults);
    }

    /** What can go wrong. */
    static final List<String> KINDS = List.of(
            "cut",
            "half-open",
            "refuse",
            "lose-reply",
            "drop",
            "gap",
            "crossed",
            "http500:0.3",
            "http429",
            "mute",
            "garbage",
            "oversized",
            "endless",
            "drip",
            "duplicate",
            "http429:1s",
            "http418:1s",
            "http503:0.3",
            "latency:300ms±200",
            "wrong-json",
            "gzip-bomb",
            "clock-step:-20s",
            "clock-step:+20s",
            "slow-disk:100ms",
            "full-disk",
            "torn-journal",
            "strategy-throws",
            "strategy-spins",
            "strategy-deaf",
            "strategy-locks",
            "strategy-floods:300");

    /**
     * What can go wrong besides, learned of later. A kind is added here and never above: these are drawn from a stream of
     * their own, so that a seed's other faults stay what they were. A seed that found a bug is kept as a plan all the same:
     * a kind that is added here changes which of these a seed draws.
     */
    static final List<String> LATER_KINDS = List.of(
            "ack-silent",
            "ack-silent:trade",
            "ack-silent:depth",
            "ack-silent:quotes",
            "ack-silent:btcusdt",
            "off-market:nothing",
            "off-market:insurance",
            "off-market:adl",
            "renumber",
            "lost-changes",
            "odd-listings",
            "lost-fill",
            "lost-event",
            "hand-trade",
            "hand-cancel",
            "liquidation",
            "adl",
            "funding",
            "unavailable:0.3",
            "overloaded:0.5");

    /** The plan of a seed, whatever may be drawn. */
    static SessionPlan draw(long seed) {
        return Forecast.STANDARD.draw(seed);
    }

    /** What happens as its exchange opens, whatever its time: a listing is asked for once. */
    List<Fault> opening() {
        return faults.stream().filter(SessionPlan::isOfListing).map(Fault::now).toList();
    }

    /** What happens at its time. */
    List<Fault> later() {
        return faults.stream().filter(f -> !isOfListing(f)).toList();
    }

    private static boolean isOfListing(Fault fault) {
        return Fault.OddListings.class.isInstance(fault.bare());
    }

    /** Whether whatever the stop asks of the venue is answered in its time: no fault has to do with requests. */
    boolean isAnswered() {
        return stopWithin.compareTo(UNHURRIED) >= 0
                && faults.stream().map(Fault::atVenue).allMatch(f -> f.isPresent() && sparesRequests(f.get()));
    }

    private static boolean sparesRequests(Fault.AtVenue fault) {
        return switch (fault) {
            case Fault.Gap f -> true;
            case Fault.Crossed f -> true;
            case Fault.Drop f -> true;
            case Fault.Mute f -> true;
            case Fault.Duplicate f -> true;
            case Fault.Oversized f -> true;
            case Fault.Garbage f -> true;
            case Fault.LostFill f -> true;
            case Fault.LostEvent f -> true;
            case Fault.OnAccount f -> true;
            case Fault.AckSilent f -> true;
            case Fault.OffMarket f -> true;
            case Fault.Renumber f -> true;
            case Fault.LostChanges f -> true;
            case Fault.OddListings f -> true;
            case Fault.Endless f -> false;
            case Fault.Cut f -> false;
            case Fault.Refuse f -> false;
            case Fault.HalfOpen f -> false;
            case Fault.Drip f -> false;
            case Fault.OnRest f -> false;
        };
    }

    /** Such as {@code mute}; several with a plus between them; {@code none}. */
    String kind() {
        return faults.isEmpty()
                ? "none"
                : String.join("+", faults.stream().map(f -> f.what()).toList());
    }
}
