package trysail.live;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.model.Instrument;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;
import trysail.scope.SharedLock;
import trysail.words.Durations;

/**
 * Keeps a venue's dead man's switch wound up, an instrument each, for as long as the session's heart beats: once nobody
 * winds it up any more, the venue itself ends all orders of the instrument. Since it ends those of others as well, it is
 * not armed while some of them work there, nor left armed when some come.
 *
 * <p>{@link #run} is one task of the session, {@link #disarm} belongs to its stop, after that task has ended; what there
 * is to see may be read by anybody.
 */
public final class DeadMan {
    private static final int WINDINGS = 3;
    private static final Duration CALL = Duration.ofSeconds(5);

    /** Whether the session still decides and trades: asked before each winding. */
    @FunctionalInterface
    public interface Heart {
        boolean beats() throws InterruptedException;
    }

    /** How the switch of one instrument stands. */
    private sealed interface Standing {
        /** Nothing was set yet, or it was taken off by the stop. */
        record Idle() implements Standing {}

        /** It ends the instrument's orders then, unless it is wound up before. */
        record Armed(Instant fires) implements Standing {}

        /**
         * It is not to be counted on, for this reason.
         *
         * @param mayFire whether the venue may hold it armed nevertheless: an answer was lost
         */
        record Off(String why, boolean mayFire) implements Standing {}

        default boolean mayFire() {
            return switch (this) {
                case Idle i -> false;
                case Armed a -> true;
                case Off off -> off.mayFire;
            };
        }
    }

    private final SharedLock lock = new SharedLock();
    private final Map<Instrument, Standing> switches = new LinkedHashMap<>();
    private final SessionContext context;
    private final ExchangeClient client;
    private final List<Instrument> instruments;
    private final Duration time;
    private final Predicate<VenueOrder> ours;
    private final Heart heart;
    private final Consumer<String> warnings;

    /**
     * Arms nothing yet.
     *
     * @param client for this use alone; the caller closes it
     * @param time after which the venue ends the orders
     * @param ours whether an order is the session's own
     * @param warnings are told once of each reason for which it is not armed; must not wait
     */
    public DeadMan(
            SessionContext context,
            ExchangeClient client,
            List<Instrument> instruments,
            Duration time,
            Predicate<VenueOrder> ours,
            Heart heart,
            Consumer<String> warnings) {
        this.context = context;
        this.client = client;
        this.instruments = List.copyOf(instruments);
        this.time = time;
        this.ours = ours;
        this.heart = heart;
        this.warnings = warnings;
        this.instruments.forEach(i -> switches.put(i, new Standing.Idle()));
    }

    /** Winds it up three times in its time, until it is interrupted. */
    public void run() throws InterruptedException {
        while (true) {
            if (heart.beats()) {
                wind();
            }
            context.clock().sleep(time.dividedBy(WINDINGS));
        }
    }

    private void wind() throws InterruptedException {
        var deadline = context.clock().deadline(shorter(CALL, time.dividedBy(WINDINGS)));
        try {
            var others = others(client.workingOrders(deadline));
            for (var instrument : instruments) {
                wind(instrument, others.getOrDefault(instrument.symbol(), 0L), deadline);
            }
        } catch (ExchangeException e) {
            off(instruments, new Standing.Off("the venue did not set it: " + e.getMessage(), true));
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Map<String, Long> others(List<VenueOrder> working) {
        return working.stream()
                .filter(ours.negate())
                .collect(Collectors.groupingBy(VenueOrder::symbol, Collectors.counting()));
    }

    private void wind(Instrument instrument, long others, Deadline deadline) throws InterruptedException {
        if (others > 0) {
            if (mayFire(instrument)) {
                var unused = client.countdown(instrument, Duration.ZERO, deadline);
            }
            off(
                    List.of(instrument),
                    new Standing.Off(
                            others + (others == 1 ? " order of others works" : " orders of others work")
                                    + " there, which it would end",
                            false));
            return;
        }
        var set = client.countdown(instrument, time, deadline);
        if (set.isZero()) {
            off(List.of(instrument), new Standing.Off("the venue says that it is off", false));
        } else {
            armed(instrument, context.clock().now().plus(set));
        }
    }

    private void armed(Instrument instrument, Instant fires) {
        lock.run(() -> switches.put(instrument, new Standing.Armed(fires)));
    }

    private void off(List<Instrument> some, Standing.Off off) {
        var fresh = new ArrayList<Instrument>();
        lock.run(() -> {
            for (var instrument : some) {
                if (!off.equals(switches.put(instrument, off))) {
                    fresh.add(instrument);
                }
            }
        });
        if (!fresh.isEmpty()) {
            warnings.accept("dead man's switch of "
                    + fresh.stream().map(Instrument::symbol).collect(Collectors.joining(", ")) + " is off: " + off.why);
        }
    }

    /**
     * Takes every switch off that may be armed. For the stop, when nothing of ours works any more, or is to go on
     * working.
     *
     * @return those that may still be armed, in words, and when they end the orders; empty: none
     */
    public List<String> disarm(Deadline deadline) throws InterruptedException {
        var left = new ArrayList<String>();
        for (var instrument : instruments) {
            if (mayFire(instrument)) {
                try {
                    var unused = client.countdown(instrument, Duration.ZERO, deadline);
                    lock.run(() -> switches.put(instrument, new Standing.Idle()));
                } catch (ExchangeException e) {
                    left.add("dead man's switch of " + instrument + " may still be armed and end orders there until "
                            + until() + ": " + e.getMessage());
                }
            }
        }
        return left;
    }

    private boolean mayFire(Instrument instrument) {
        return lock.get(() -> Objects.requireNonNull(switches.get(instrument)).mayFire());
    }

    /** Leaves what is armed as it is, and says so. */
    public List<String> leave() {
        return instruments.stream()
                .filter(this::mayFire)
                .map(i -> "dead man's switch of " + i + " left armed: the venue ends what works there at " + until())
                .toList();
    }

    private Instant until() {
        return context.clock().now().plus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    /** How it stands, such as {@code 60s, armed: BTC-USDT (41s left)}. */
    public String words() {
        var now = context.clock().now();
        var each = lock.get(() -> switches.entrySet().stream()
                .map(s -> s.getKey().symbol() + " "
                        + switch (s.getValue()) {
                            case Standing.Idle i -> "off";
                            case Standing.Armed a ->
                                "armed, fires in "
                                        + Math.max(
                                                0,
                                                Duration.between(now, a.fires).toSeconds()) + "s";
                            case Standing.Off off -> "off: " + off.why;
                        })
                .toList());
        return Durations.print(time) + "  " + String.join("  ", each);
    }
}
