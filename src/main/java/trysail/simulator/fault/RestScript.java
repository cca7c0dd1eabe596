package trysail.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import trysail.fault.Fault;
import trysail.fault.Spells;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** The faults of one exchange's REST interface. Thread-safe. */
final class RestScript implements RestFaults {
    private static final Duration REFUSING = Duration.ofSeconds(1);
    /** A name that means no host, for ever. */
    private static final String ELSEWHERE = "http://elsewhere.invalid";

    private final SessionClock clock;
    private final SplittableRandom random;
    private final FaultWords words;
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private final AtomicInteger answersToTear = new AtomicInteger();
    private final AtomicInteger bombs = new AtomicInteger();
    private final Queue<Duration> ordersToHold = new ConcurrentLinkedQueue<>();
    private final Spells lasting;

    RestScript(SessionClock clock, long seed, FaultWords words) {
        this.clock = clock;
        this.words = words;
        lasting = new Spells(clock);
        random = new SplittableRandom(seed);
    }

    /** It goes wrong from now on. */
    void begin(Fault.OnRest fault, Optional<Deadline> until) {
        switch (fault) {
            case Fault.ServerErrors f -> lasting.begin(f, until);
            case Fault.Unsure f -> lasting.begin(f, until);
            case Fault.Unavailable f -> lasting.begin(f, until);
            case Fault.Overloaded f -> lasting.begin(f, until);
            case Fault.Latency f -> lasting.begin(f, until);
            case Fault.TooManyRequests f -> lasting.begin(f, orSoon(until));
            case Fault.Banned f -> lasting.begin(f, orSoon(until));
            case Fault.WrongJson f -> lasting.begin(f, until);
            case Fault.Redirect f -> lasting.begin(f, until);
            case Fault.ClockStep f -> lasting.begin(f, until);
            case Fault.KeyRights f -> lasting.begin(f, until);
            case Fault.LoseReply f -> repliesToLose.incrementAndGet();
            case Fault.GzipBomb f -> bombs.incrementAndGet();
            case Fault.LateOrder f -> ordersToHold.add(f.by());
        }
    }

    private Optional<Deadline> orSoon(Optional<Deadline> until) {
        return until.or(() -> Optional.of(clock.deadline(REFUSING)));
    }

    /** The next answer breaks off. */
    void tearOne() {
        answersToTear.incrementAndGet();
    }

    void clear() {
        var unused = lasting.clear();
        Stream.of(repliesToLose, answersToTear, bombs).forEach(n -> n.set(0));
        ordersToHold.clear();
    }

    List<String> words() {
        var said = new ArrayList<>(lasting.words());
        count("lose-reply, of the next ", "order", repliesToLose).ifPresent(said::add);
        ordersToHold.forEach(by -> said.add("late-order, the next order is taken in " + Spells.seconds(by)));
        count("cut, the next ", "answer", answersToTear).ifPresent(said::add);
        count("gzip-bomb, the next ", "answer", bombs).ifPresent(said::add);
        return said;
    }

    private static Optional<String> count(String what, String one, AtomicInteger some) {
        var n = some.get();
        return n == 0 ? Optional.empty() : Optional.of(what + (n == 1 ? one : n + " " + one + "s"));
    }

    @Override
    public Action before(String method, String path) {
        var ban = lasting.now(Fault.Banned.class);
        if (ban.isPresent()) {
            return refuse(words.banned(), ban.get().retryAfter());
        }
        var busy = lasting.now(Fault.TooManyRequests.class);
        if (busy.isPresent()) {
            return refuse(words.busy(), busy.get().retryAfter());
        }
        if (lasting.now(Fault.Redirect.class).isPresent()) {
            return new Say(302, Map.of("Location", ELSEWHERE + path), "");
        }
        var errors = lasting.now(Fault.ServerErrors.class);
        if (errors.isPresent() && chance() < errors.get().chance()) {
            return refuse(words.broken());
        }
        var away = lasting.now(Fault.Unavailable.class);
        if (away.isPresent() && chance() < away.get().chance()) {
            return refuse(words.unavailable());
        }
        var late = lasting.now(Fault.Latency.class);
        if (late.isEmpty()) {
            return new Proceed();
        }
        var spread = Math.round((2 * chance() - 1) * late.get().jitter().toNanos());
        return new Delay(Duration.ofNanos(Math.max(0, late.get().by().toNanos() + spread)));
    }

    private static Action refuse(FaultWords.Said said) {
        return new Refuse(said.status(), said.body());
    }

    private static Action refuse(FaultWords.Said said, Optional<Duration> retryAfter) {
        var headers = retryAfter
                .map(r -> Map.of("Retry-After", String.valueOf(Math.max(1, r.toSeconds()))))
                .orElse(Map.of());
        return new Say(said.status(), headers, said.body());
    }

    private synchronized double chance() {
        return random.nextDouble();
    }

    @Override
    public Action after(String method, String path) {
        if (words.placesOrder(method, path) && take(repliesToLose)) {
            return new Drop();
        }
        if (take(answersToTear)) {
            return new Tear();
        }
        if (take(bombs)) {
            return new Bomb();
        }
        var doubt = lasting.now(Fault.Unsure.class);
        if (doubt.isPresent() && chance() < doubt.get().chance()) {
            return refuse(words.unsure());
        }
        return lasting.now(Fault.WrongJson.class).isPresent() ? new Refuse(200, nonsense()) : new Proceed();
    }

    /** By how much the order that comes now is late, if it is to be. */
    Optional<Duration> lateness() {
        return Optional.ofNullable(ordersToHold.poll());
    }

    private String nonsense() {
        var some = words.wrong();
        return some.get((int) (chance() * some.size()));
    }

    private static boolean take(AtomicInteger wanted) {
        return wanted.get() > 0 && wanted.getAndDecrement() > 0;
    }

    @Override
    public boolean overloaded() {
        var full = lasting.now(Fault.Overloaded.class);
        return full.isPresent() && chance() < full.get().chance();
    }

    @Override
    public Optional<Fault.KeyRights.Right> keyRights() {
        return lasting.now(Fault.KeyRights.class).map(Fault.KeyRights::right);
    }

    @Override
    public Duration clockStep() {
        return lasting.now(Fault.ClockStep.class).map(Fault.ClockStep::by).orElse(Duration.ZERO);
    }
}
