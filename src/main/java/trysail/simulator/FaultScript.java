package trysail.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import trysail.scope.Deadline;
import trysail.scope.SessionContext;

/** The faults of one exchange: fires those that have a time, answers for those that REST asks about. Thread-safe. */
final class FaultScript implements RestFaults, AutoCloseable {
    private static final Duration REFUSING = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofMillis(200);
    private static final String ORDER = "/fapi/v1/order";
    private static final String BUSY = "{\"code\":-1003,\"msg\":\"Too many requests.\"}";
    private static final String BROKEN =
            "{\"code\":-1000,\"msg\":\"An unknown error occurred while processing the request.\"}";

    private final SessionContext ctx;
    private final SplittableRandom random;
    private final List<Thread> waiting = new CopyOnWriteArrayList<>();
    private final AtomicInteger repliesToLose = new AtomicInteger();
    private volatile double serverErrors;
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration jitter = Duration.ZERO;
    private volatile Deadline refusing;

    /** What faults act on besides REST. */
    interface Target {
        void mute();

        void drop();

        void gap();

        void cross();
    }

    FaultScript(SessionContext ctx, long seed) {
        this.ctx = ctx;
        this.random = new SplittableRandom(seed);
        this.refusing = ctx.clock().deadline(Duration.ZERO);
    }

    /** Starts a fault's time. */
    void inject(Fault fault, Target target) {
        switch (fault) {
            case Fault.Mute(Duration at) -> later(at, fault, target::mute);
            case Fault.Drop(Duration at) -> later(at, fault, target::drop);
            case Fault.Gap(Duration at) -> later(at, fault, target::gap);
            case Fault.Crossed(Duration at) -> later(at, fault, target::cross);
            case Fault.LoseReply(Duration at) -> later(at, fault, repliesToLose::incrementAndGet);
            case Fault.TooManyRequests(Duration at) ->
                later(at, fault, () -> refusing = ctx.clock().deadline(REFUSING));
            case Fault.ServerErrors(double chance) -> serverErrors = chance;
            case Fault.Latency(Duration by, Duration spread) -> {
                latency = by;
                jitter = spread;
            }
        }
    }

    private void later(Duration at, Fault fault, Runnable what) {
        if (at.isZero()) {
            what.run();
            return;
        }
        waiting.removeIf(t -> !t.isAlive());
        waiting.add(ctx.startVirtual("fault " + fault.getClass().getSimpleName(), () -> {
            try {
                ctx.clock().sleep(at);
                what.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the exchange closes
            }
        }));
    }

    @Override
    public Action before(String method, String path) {
        if (!refusing.expired()) {
            return new Refuse(429, BUSY);
        }
        if (serverErrors > 0 && chance() < serverErrors) {
            return new Refuse(500, BROKEN);
        }
        var by = latency;
        if (by.isZero() && jitter.isZero()) {
            return new Proceed();
        }
        var spread = Math.round((2 * chance() - 1) * jitter.toNanos());
        return new Delay(Duration.ofNanos(Math.max(0, by.toNanos() + spread)));
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
        waiting.forEach(Thread::interrupt);
        var deadline = ctx.clock().deadline(STOP);
        for (var thread : waiting) {
            ctx.clock().join(thread, deadline);
        }
    }
}
