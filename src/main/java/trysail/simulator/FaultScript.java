package trysail.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** The faults of one exchange: fires those that have a time, answers for those that last. Thread-safe. */
final class FaultScript implements RestFaults, AutoCloseable {
    private static final Duration REFUSING = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofMillis(200);
    private static final String ORDER = "/fapi/v1/order";
    private static final String BUSY = "{\"code\":-1003,\"msg\":\"Too many requests.\"}";
    private static final String BROKEN =
            "{\"code\":-1000,\"msg\":\"An unknown error occurred while processing the request.\"}";

    /** One that waits for its time. */
    private record Pending(Fault fault, Deadline due, Thread thread) {
        String words() {
            return fault.what() + " in " + Spell.seconds(due.remaining());
        }
    }

    private final SessionContext ctx;
    private final SplittableRandom random;
    private final List<Pending> waiting = new CopyOnWriteArrayList<>();
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private final Spell<Fault.Mute> mute = new Spell<>();
    private final Spell<Fault.ServerErrors> serverErrors = new Spell<>();
    private final Spell<Fault.Latency> latency = new Spell<>();
    private final Spell<Fault.TooManyRequests> refusing = new Spell<>();

    /** What faults act on that happen once, besides REST. */
    interface Target {
        void drop();

        void gap();

        void cross();
    }

    FaultScript(SessionContext ctx, long seed) {
        this.ctx = ctx;
        this.random = new SplittableRandom(seed);
    }

    /** Starts a fault's time. */
    void inject(Fault fault, Target target) {
        var at = fault.at();
        if (at.isZero()) {
            happen(fault, Optional.empty(), target);
            return;
        }
        waiting.removeIf(w -> !w.thread.isAlive());
        var due = ctx.clock().deadline(at);
        var thread = ctx.startVirtual("fault " + fault.what(), () -> {
            try {
                ctx.clock().sleep(at);
                happen(fault, Optional.empty(), target);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // cleared, or the exchange closes
            }
        });
        waiting.add(new Pending(fault, due, thread));
    }

    private void happen(Fault fault, Optional<Deadline> until, Target target) {
        switch (fault) {
            case Fault.For(Fault what, Duration length) ->
                happen(what, Optional.of(ctx.clock().deadline(length)), target);
            case Fault.Mute m -> mute.begin(m, until);
            case Fault.ServerErrors e -> serverErrors.begin(e, until);
            case Fault.Latency l -> latency.begin(l, until);
            case Fault.TooManyRequests t ->
                refusing.begin(t, until.or(() -> Optional.of(ctx.clock().deadline(REFUSING))));
            case Fault.Drop d -> target.drop();
            case Fault.Gap g -> target.gap();
            case Fault.Crossed c -> target.cross();
            case Fault.LoseReply l -> repliesToLose.incrementAndGet();
            case Fault.Cut c -> throw elsewhere(c);
            case Fault.Refuse r -> throw elsewhere(r);
            case Fault.HalfOpen h -> throw elsewhere(h);
            case Fault.Garbage g -> throw elsewhere(g);
        }
    }

    private static IllegalArgumentException elsewhere(Fault fault) {
        return new IllegalArgumentException("fault '" + fault.what() + "' happens on a wire, not at an exchange");
    }

    /** What is in force and what waits for its time, in words. */
    List<String> words() {
        var words = new ArrayList<String>();
        Stream.of(mute, refusing, serverErrors, latency).forEach(s -> s.words().ifPresent(words::add));
        var replies = repliesToLose.get();
        if (replies > 0) {
            words.add("lose-reply, of the next " + (replies == 1 ? "order" : replies + " orders"));
        }
        waiting.stream().filter(w -> w.thread.isAlive()).forEach(w -> words.add(w.words()));
        return words;
    }

    /** Ends what lasts, and what waits for its time never comes. */
    void clear() {
        waiting.forEach(w -> w.thread.interrupt());
        Stream.of(mute, refusing, serverErrors, latency).forEach(Spell::end);
        repliesToLose.set(0);
    }

    /** Whether the streams are silent now. */
    boolean isMute() {
        return mute.now().isPresent();
    }

    @Override
    public Action before(String method, String path) {
        if (refusing.now().isPresent()) {
            return new Refuse(429, BUSY);
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

    private synchronized double chance() {
        return random.nextDouble();
    }

    @Override
    public Action after(String method, String path) {
        boolean order = method.equals("POST") && path.equals(ORDER);
        return order && take() ? new Drop() : new Proceed();
    }

    private boolean take() {
        return repliesToLose.get() > 0 && repliesToLose.getAndDecrement() > 0;
    }

    @Override
    public void close() throws InterruptedException {
        waiting.forEach(w -> w.thread.interrupt());
        var deadline = ctx.clock().deadline(STOP);
        for (var pending : waiting) {
            ctx.clock().join(pending.thread, deadline);
        }
    }
}
