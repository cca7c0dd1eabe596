package trysail.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import trysail.fault.Fault;
import trysail.fault.Spell;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/** The faults of one exchange's REST interface. Thread-safe. */
final class RestScript implements RestFaults {
    private static final Duration REFUSING = Duration.ofSeconds(1);
    private static final String ORDER = "/fapi/v1/order";
    private static final String BUSY = "{\"code\":-1003,\"msg\":\"Too many requests.\"}";
    private static final String BROKEN =
            "{\"code\":-1000,\"msg\":\"An unknown error occurred while processing the request.\"}";
    private static final String UNSURE =
            "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server. Send status unknown;"
                    + " execution status unknown.\"}";
    /** What is no answer to anything: of another shape, cut short, of another kind. */
    private static final List<String> WRONG = List.of(
            "{}",
            "[]",
            "null",
            "\"\"",
            "{\"symbol\":\"BTCUSDT\",\"orderId\":",
            "<html><body>Bad gateway</body></html>",
            "{\"lastUpdateId\":\"x\",\"bids\":[[\"a\",\"b\"]],\"asks\":{},\"orderId\":true,\"status\":\"FROZEN\"}",
            "[{\"symbol\":null,\"orderId\":-1,\"clientOrderId\":17,\"price\":\"NaN\"}]");

    private final SessionClock clock;
    private final SplittableRandom random;
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private final AtomicInteger answersToTear = new AtomicInteger();
    private final AtomicInteger bombs = new AtomicInteger();
    private final Spell<Fault.ServerErrors> serverErrors = new Spell<>();
    private final Spell<Fault.Unsure> unsure = new Spell<>();
    private final Spell<Fault.Latency> latency = new Spell<>();
    private final Spell<Fault.TooManyRequests> tooMany = new Spell<>();
    private final Spell<Fault.Banned> banned = new Spell<>();
    private final Spell<Fault.WrongJson> wrong = new Spell<>();
    private final Spell<Fault.ClockStep> step = new Spell<>();
    private final List<Spell<?>> spells = List.of(tooMany, banned, serverErrors, unsure, latency, wrong, step);

    RestScript(SessionClock clock, long seed) {
        this.clock = clock;
        random = new SplittableRandom(seed);
    }

    /** It goes wrong from now on. */
    void begin(Fault.OnRest fault, Optional<Deadline> until) {
        switch (fault) {
            case Fault.ServerErrors f -> serverErrors.begin(f, until);
            case Fault.Unsure f -> unsure.begin(f, until);
            case Fault.Latency f -> latency.begin(f, until);
            case Fault.TooManyRequests f -> tooMany.begin(f, orSoon(until));
            case Fault.Banned f -> banned.begin(f, orSoon(until));
            case Fault.WrongJson f -> wrong.begin(f, until);
            case Fault.ClockStep f -> step.begin(f, until);
            case Fault.LoseReply f -> repliesToLose.incrementAndGet();
            case Fault.GzipBomb f -> bombs.incrementAndGet();
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
        spells.forEach(Spell::end);
        Stream.of(repliesToLose, answersToTear, bombs).forEach(n -> n.set(0));
    }

    List<String> words() {
        var words = new ArrayList<String>();
        spells.forEach(s -> s.words().ifPresent(words::add));
        count("lose-reply, of the next ", "order", repliesToLose).ifPresent(words::add);
        count("cut, the next ", "answer", answersToTear).ifPresent(words::add);
        count("gzip-bomb, the next ", "answer", bombs).ifPresent(words::add);
        return words;
    }

    private static Optional<String> count(String what, String one, AtomicInteger some) {
        var n = some.get();
        return n == 0 ? Optional.empty() : Optional.of(what + (n == 1 ? one : n + " " + one + "s"));
    }

    @Override
    public Action before(String method, String path) {
        var ban = banned.now();
        if (ban.isPresent()) {
            return refuse(418, ban.get().retryAfter());
        }
        var busy = tooMany.now();
        if (busy.isPresent()) {
            return refuse(429, busy.get().retryAfter());
        }
        var errors = serverErrors.now();
        if (errors.isPresent() && chance() < errors.get().chance()) {
            return new Refuse(500, BROKEN);
        }
        var late = latency.now();
        if (late.isEmpty()) {
            return new Proceed();
        }
        var spread = Math.round((2 * chance() - 1) * late.get().jitter().toNanos());
        return new Delay(Duration.ofNanos(Math.max(0, late.get().by().toNanos() + spread)));
    }

    private static Action refuse(int status, Optional<Duration> retryAfter) {
        var headers = retryAfter
                .map(r -> Map.of("Retry-After", String.valueOf(Math.max(1, r.toSeconds()))))
                .orElse(Map.of());
        return new Say(status, headers, BUSY);
    }

    private synchronized double chance() {
        return random.nextDouble();
    }

    @Override
    public Action after(String method, String path) {
        if (method.equals("POST") && path.equals(ORDER) && take(repliesToLose)) {
            return new Drop();
        }
        if (take(answersToTear)) {
            return new Tear();
        }
        if (take(bombs)) {
            return new Bomb();
        }
        var doubt = unsure.now();
        if (doubt.isPresent() && chance() < doubt.get().chance()) {
            return new Refuse(503, UNSURE);
        }
        return wrong.now().isPresent() ? new Refuse(200, WRONG.get((int) (chance() * WRONG.size()))) : new Proceed();
    }

    private static boolean take(AtomicInteger wanted) {
        return wanted.get() > 0 && wanted.getAndDecrement() > 0;
    }

    @Override
    public Duration clockStep() {
        return step.now().map(Fault.ClockStep::by).orElse(Duration.ZERO);
    }
}
