package trysail.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import trysail.fault.Fault;
import trysail.simulator.network.Weather;

/**
 * What one storm does to a session and those that are started after it on the same account.
 *
 * @param weather of every connection
 * @param latency how long an order is on its way inside the venue
 * @param lives one process after the other; the last one ends by itself, in calm weather
 */
public record CrashPlan(Weather weather, Duration latency, List<Life> lives) {
    private static final int MOST_RESTARTS = 4;
    private static final int LONGEST_LIFE = 1_500;
    private static final int SHORTEST_LIFE = 100;
    /** What happens at the venue, which outlives them all. */
    private static final List<String> VENUES = SessionPlan.KINDS.stream()
            .filter(k -> Fault.parse(k).atVenue().isPresent())
            .toList();

    private static final int EARLY = 60;

    public CrashPlan {
        lives = List.copyOf(lives);
    }

    /**
     * One process.
     *
     * @param pause since the end of the one before
     * @param lasts how long its session is to last; in calm weather counted from when it trades
     * @param kill when it is killed; empty: it ends by itself
     * @param faults what else goes wrong, counted from its start
     */
    record Life(Duration pause, Duration lasts, Optional<Kill> kill, List<Fault> faults) {
        Life {
            faults = List.copyOf(faults);
        }

        /** A process that nothing happens to. */
        static Life calm(Duration pause, Duration lasts) {
            return new Life(pause, lasts, Optional.empty(), List.of());
        }

        boolean calm() {
            return kill.isEmpty() && faults.isEmpty();
        }
    }

    /**
     * An instant at which a process is killed.
     *
     * @param from what the time is counted from
     * @param count of orders or journal entries that must have been seen; where nothing is counted, without meaning
     * @param after so much later
     * @param turns and so many turns of the schedule later than that
     */
    record Kill(From from, int count, Duration after, int turns) {
        enum From {
            START,
            ORDER,
            ENTRY,
            STOP
        }
    }

    /** The plan of a seed. */
    static CrashPlan draw(long seed) {
        var random = new SplittableRandom(seed);
        var weather = new Weather(
                millis(random.nextInt(5)), millis(random.nextInt(5)), Duration.ZERO, random.nextInt(3) * 500, -1, seed);
        var latency = millis(random.nextInt(60));
        var lives = new ArrayList<Life>();
        var restarts = 1 + random.nextInt(MOST_RESTARTS);
        for (var i = 0; i < restarts; i++) {
            var lasts = SHORTEST_LIFE + random.nextInt(LONGEST_LIFE - SHORTEST_LIFE);
            var kill = i == 0 || random.nextInt(4) > 0 ? Optional.of(kill(random, lasts)) : Optional.<Kill>empty();
            var faults = random.nextBoolean() ? faults(random, i, lasts) : List.<Fault>of();
            lives.add(new Life(pause(random, i), millis(lasts), kill, faults));
        }
        lives.add(Life.calm(pause(random, restarts), millis(SHORTEST_LIFE + random.nextInt(400))));
        return new CrashPlan(weather, latency, lives);
    }

    /** A restart is disturbed in its recovery more often than later on. */
    private static List<Fault> faults(SplittableRandom random, int life, int lasts) {
        var early = life > 0 && random.nextInt(3) > 0;
        if (early && random.nextBoolean()) {
            return List.of(new Fault.For(Fault.parse("http500:0.6").bare(), millis(20 + random.nextInt(200))));
        }
        var drawn = FaultChance.of(VENUES.get(random.nextInt(VENUES.size()))).draw(random, early ? EARLY : lasts);
        return List.of(
                drawn.length().isPresent() ? new Fault.For(drawn.bare(), millis(1 + random.nextInt(400))) : drawn);
    }

    private static Duration pause(SplittableRandom random, int life) {
        return millis(life == 0 || random.nextBoolean() ? 0 : random.nextInt(3_000));
    }

    private static Kill kill(SplittableRandom random, int lasts) {
        var turns = random.nextInt(3) * random.nextInt(60);
        return switch (random.nextInt(5)) {
            case 0 -> new Kill(Kill.From.START, 0, millis(random.nextInt(60)), turns);
            case 1 -> new Kill(Kill.From.START, 0, millis(random.nextInt(lasts)), turns);
            case 2 ->
                new Kill(Kill.From.ORDER, 1 + random.nextInt(8), Duration.ofNanos(random.nextInt(30_000_000)), turns);
            case 3 ->
                new Kill(
                        Kill.From.ENTRY,
                        1 + random.nextInt(20),
                        Duration.ofNanos(random.nextBoolean() ? 0 : random.nextInt(5_000_000)),
                        turns);
            default -> new Kill(Kill.From.STOP, 0, Duration.ofNanos(random.nextInt(60_000_000)), turns);
        };
    }

    /** How often a process is killed. */
    int kills() {
        return (int) lives.stream().filter(l -> l.kill().isPresent()).count();
    }

    private static Duration millis(int count) {
        return Duration.ofMillis(count);
    }
}
