package trysail.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import trysail.machine.Preemption;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.scope.SessionScope;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Supervisor;
import trysail.scope.Term;
import trysail.storm.Trial;
import trysail.stream.Channel;

/**
 * A session laid out as the real one is, of the real classes, over fakes that misbehave as a plan says; and what a stop
 * promises, looked at from outside.
 */
final class SmallSession {
    /** How a resource opens or closes, or a task works. */
    enum Way {
        WELL,
        SLOW,
        FAILS,
        HANGS,
        DEAF,
        FORGETS
    }

    /** What somebody from outside does, whatever the session is at. */
    enum Errand {
        STOPS,
        FAILS,
        HURRIES,
        ASKS
    }

    record Visit(long turn, Errand errand) {}

    /** What goes wrong. Whatever is not named goes well. */
    record Plan(
            Map<String, Way> opening,
            Map<String, Way> closing,
            Map<String, Way> working,
            int events,
            Duration time,
            List<Visit> visits) {
        static final List<String> RESOURCES = List.of("journal", "venue", "client", "market", "orders");
        static final List<String> TASKS = List.of("feed", "coordinator", "order-loop");
        static final Set<Way> WAYS = Set.of(Way.SLOW, Way.FAILS, Way.HANGS, Way.DEAF);
        static final Plan FAIR = new Plan(Map.of(), Map.of(), Map.of(), 2, Duration.ofMillis(5), List.of());

        static Plan draw(long seed) {
            var random = new SplittableRandom(seed);
            return new Plan(
                    drawn(random, RESOURCES, 12, WAYS),
                    closings(random),
                    drawn(random, TASKS, 6, Set.of(Way.SLOW, Way.FAILS, Way.HANGS, Way.DEAF, Way.FORGETS)),
                    random.nextInt(5),
                    Duration.ofMillis(random.nextInt(20)),
                    visits(random));
        }

        /** How resources close, and how late the owner comes to that, and how the audit goes. */
        private static Map<String, Way> closings(SplittableRandom random) {
            var drawn = drawn(random, RESOURCES, 5, WAYS);
            drawn.putAll(drawn(random, List.of("owner"), 6, Set.of(Way.SLOW, Way.DEAF)));
            drawn.putAll(drawn(random, List.of("audit"), 8, Set.of(Way.SLOW, Way.FAILS, Way.DEAF)));
            return drawn;
        }

        /** Somebody comes at so many turns, most often at none. */
        private static List<Visit> visits(SplittableRandom random) {
            var visits = new ArrayList<Visit>();
            for (var n = random.nextInt(12) / 4; n > 0; n--) {
                visits.add(new Visit(random.nextInt(300), Errand.values()[random.nextInt(Errand.values().length)]));
            }
            return visits;
        }

        private static Map<String, Way> drawn(SplittableRandom random, List<String> names, int oneIn, Set<Way> ways) {
            var drawn = new LinkedHashMap<String, Way>();
            var sorted = ways.stream().sorted().toList();
            for (var name : names) {
                if (random.nextInt(oneIn) == 0) {
                    drawn.put(name, sorted.get(random.nextInt(sorted.size())));
                }
            }
            return drawn;
        }

        boolean hasDeaf() {
            return opening.containsValue(Way.DEAF)
                    || closing.containsValue(Way.DEAF)
                    || working.containsValue(Way.DEAF);
        }

        /** Whether what hangs takes the time of its whole rung. */
        boolean hangsBeside(String resource) {
            return Set.of("venue", "client").contains(resource)
                    && closing.entrySet().stream()
                            .anyMatch(c -> Set.of("venue", "client").contains(c.getKey())
                                    && Set.of(Way.HANGS, Way.DEAF).contains(c.getValue()));
        }

        /** Whether an entry of the ledger may still be there: its close failed, hung, or had no time. */
        boolean keeps(String entry) {
            if (entry.startsWith("task ") && visits.stream().anyMatch(v -> v.errand == Errand.HURRIES)) {
                return true; // nobody waited for it to hear the next interruption
            }
            return closing.entrySet().stream()
                    .anyMatch(c -> entry.equals("file " + c.getKey())
                                    && (c.getValue() != Way.SLOW || hangsBeside(c.getKey()) || !isUnhurried())
                            || opensLate(entry, c.getKey()));
        }

        /** What was opened too late, and hangs in its close: cut later than the verdict. */
        private boolean opensLate(String entry, String resource) {
            return Set.of("journal", "venue").contains(resource)
                    && closing.get(resource) == Way.HANGS
                    && Set.of("thread small/open-" + resource, "thread small/close-" + resource)
                            .contains(entry);
        }

        boolean isFair() {
            return opening.isEmpty() && closing.isEmpty() && working.isEmpty() && isUnhurried();
        }

        boolean isUnhurried() {
            return visits.stream().noneMatch(v -> v.errand == Errand.HURRIES || v.errand == Errand.FAILS);
        }
    }

    /** What the stop found. */
    record Verdict(List<String> left, List<StopLadder.Step> steps, List<String> errors, Optional<Throwable> broken) {}

    private final class Fake {
        private final String name;
        private final Ledger.Entry entry;
        private int closes;
        private boolean closed;

        private Fake(String name) {
            this.name = name;
            entry = context.ledger().open(Ledger.Kind.FILE, name);
            fakes.put(name, this);
            transcript.line("opened " + name);
        }
    }

    private static final Duration TAKEN_OVER = Duration.ofNanos(1_019_990_000); // a few turns before the supervisor
    private static final Duration WHOLE = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofMillis(250);

    final StopSignal stop;
    final StopLadder ladder;
    private final Term term;
    private final Throwable late = new IllegalStateException("not open in time");
    private final Transcript transcript;
    private final Plan plan;
    private final SessionContext context;
    private final Gate gate;
    private final Supervisor<Verdict> supervisor;
    private final Map<String, Fake> fakes = new LinkedHashMap<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private final Channel<Integer> events = Channel.blocking("events", 1);
    private final Channel<Integer> approved = Channel.blocking("approved", 1);
    private int audits;
    private int sent;
    private boolean sentLate;

    /** As storms want it. */
    static final Trial<Plan> TRIAL = new Trial<>() {
        @Override
        public Plan draw(long seed) {
            return Plan.draw(seed);
        }

        @Override
        public void run(Plan plan, Simulation simulation, Transcript transcript) throws Exception {
            new SmallSession(simulation, plan, transcript).live();
        }

        @Override
        public boolean mayLeave(Plan plan) {
            return plan.hasDeaf();
        }

        @Override
        public int choices() {
            return 200;
        }
    };

    SmallSession(Simulation simulation, Plan plan) {
        this(simulation, plan, new Transcript(simulation.clock()));
    }

    SmallSession(Simulation simulation, Plan plan, Transcript transcript) {
        this.transcript = transcript;
        this.plan = plan;
        var clock = simulation.clock();
        context = new SessionContext("small", clock, new Ledger(clock));
        gate = new Gate(clock);
        stop = new StopSignal(clock, gate);
        ladder = new StopLadder(clock, WHOLE);
        supervisor = new Supervisor<>(context, stop, ladder, this::audit, this::auditFailed);
        term = new Term(clock, stop, plan.time, Optional.of(plan.time), () -> late);
        for (var visit : plan.visits) {
            simulation.at(visit.turn, "visitor", () -> visit(visit.errand));
        }
    }

    private void visit(Errand errand) throws InterruptedException {
        switch (errand) {
            case STOPS -> {
                var first = stop.request(new StopReason.Signalled("TERM"));
                must(stop.isRequested() && gate.isShut() && !gate.tryEnter(false), "the gate is open after a request");
                must(!first || stop.first().orElseThrow().reason() instanceof StopReason.Signalled, "another reason");
            }
            case FAILS -> {
                var failure = new IllegalStateException("a visitor failed");
                if (!stop.request(new StopReason.Failed(failure))
                        && !(stop.first().orElseThrow().reason() instanceof StopReason.Failed)) {
                    return;
                }
                thrown.add(failure);
            }
            case HURRIES -> {
                if (stop.isRequested()) {
                    ladder.hurry();
                }
            }
            case ASKS -> {
                supervisor.closing();
                supervisor.holdings();
                ladder.steps();
                ladder.timeLeft();
                context.ledger().entries();
            }
        }
    }

    /** The session from its beginning to its end; throws when a promise was broken. */
    void live() throws Exception {
        supervisor.start(term);
        var owner = context.startOwner(this::run);
        var first = new ArrayList<Verdict>();
        var caller = context.clock().threads().start("caller", () -> {
            try {
                supervisor
                        .awaitVerdict(context.clock().deadline(Duration.ofDays(2)))
                        .ifPresent(first::add);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var verdict = supervisor
                .awaitVerdict(context.clock().deadline(Duration.ofDays(2)))
                .orElseThrow(() -> new AssertionError("no verdict"));
        var took = Duration.ofNanos(
                context.clock().nanos() - stop.first().orElseThrow().nanos());
        caller.join();
        supervisor.join(context.clock().deadline(Duration.ofSeconds(1)));
        if (plan.hasDeaf()) {
            context.clock().sleep(Duration.ofMinutes(2)); // who is only slow comes to its end
        } else {
            owner.join();
            context.clock().sleep(Duration.ofSeconds(30));
        }
        transcript.line(
                "verdict " + verdict + " for " + stop.first().orElseThrow().reason() + " after " + took);
        verify(verdict, took, first);
    }

    private void verify(Verdict verdict, Duration took, List<Verdict> heard) {
        must(took.compareTo(WHOLE.plus(MARGIN)) <= 0, "the stop took " + took);
        must(heard.size() == 1 && heard.get(0) == verdict, "two callers heard two verdicts");
        must(supervisor.verdict().orElseThrow() == verdict, "the verdict was changed");
        var audit = plan.closing.getOrDefault("audit", Way.WELL);
        must(audits >= 1 && audits <= 2, audits + " audits");
        must(verdict.broken.isEmpty() == (audit != Way.FAILS), "the audit: " + verdict.broken);
        must(!sentLate, "sent after the gate was shut");
        must(gate.inside() == 0 || plan.hasDeaf(), gate.inside() + " calls still inside");
        for (var fake : fakes.values()) {
            must(fake.closes <= 1, fake.name + " closed " + fake.closes + " times");
            must(
                    fake.closes == 1 || audit == Way.FAILS || verdict.left.contains("file " + fake.name),
                    fake.name + " neither closed nor named");
            var way = plan.closing.getOrDefault(fake.name, Way.WELL);
            must(fake.closed || way != Way.WELL, fake.name + " was never closed");
            must(
                    fake.closed || way != Way.SLOW || plan.hangsBeside(fake.name) || !plan.isUnhurried(),
                    fake.name + " was not given the time to close");
        }
        if (stop.first().orElseThrow().reason() instanceof StopReason.Failed f) {
            var told = new ArrayList<>(List.of(f.cause()));
            told.addAll(List.of(f.cause().getSuppressed()));
            thrown.forEach(t ->
                    must(told.stream().anyMatch(k -> k == t || k.getCause() == t), t + " was not told: " + told));
        } else if (audit == Way.WELL) {
            thrown.forEach(t -> must(
                    verdict.errors.stream().anyMatch(e -> e.contains(String.valueOf(t.getMessage()))),
                    t + " was not told: " + verdict.errors));
        }
        if (!plan.hasDeaf()) {
            var named = verdict.left.stream().filter(l -> !plan.keeps(l)).toList();
            must(named.isEmpty(), "left " + named);
        }
        if (plan.isFair()) {
            must(verdict.errors.isEmpty(), "errors " + verdict.errors);
            must(
                    verdict.steps.stream().allMatch(s -> s.outcome() == StopLadder.Outcome.DONE),
                    "steps " + verdict.steps);
            must(took.compareTo(Duration.ofMillis(100)) < 0, "a fair stop took " + took);
        }
    }

    /** How many resources were opened. */
    int opened() {
        return fakes.size();
    }

    private static void must(boolean holds, String else_) {
        if (!holds) {
            throw new Trial.Broken("stop", else_);
        }
    }

    private void run() {
        try (var scope = SessionScope.open(context, stop, ladder, gate, term)) {
            supervisor.watch(scope);
            try (var journal = scope.holdSlow(Rung.JOURNAL, "journal", () -> open("journal"), this::close);
                    var venue = scope.holdSlow(Rung.CLIENTS, "venue", () -> open("venue"), this::close);
                    var client = scope.hold(Rung.CLIENTS, "client", () -> openAtOnce("client"), this::close);
                    var market = scope.hold(Rung.STREAMS, "market", () -> openAtOnce("market"), this::close);
                    var orders = scope.hold(Rung.ORDERS, "orders", () -> openAtOnce("orders"), this::close);
                    var tasks = scope.tasks()) {
                scope.fork("feed", () -> work("feed", this::feed));
                scope.fork("coordinator", () -> work("coordinator", this::coordinate));
                scope.fork("order-loop", () -> work("order-loop", this::send));
                term.begin();
                scope.join();
                dawdle();
            } catch (SessionScope.StoppedWhileOpening late) {
                stop.request(new StopReason.StopRequested("opening"));
            } catch (Over over) {
                throw over;
            } catch (Throwable late) {
                stop.request(new StopReason.Failed(late));
            } finally {
                supervisor.conclude();
            }
        } catch (Over over) {
            throw over;
        } catch (Throwable broken) {
            stop.request(new StopReason.Failed(broken));
            supervisor.conclude();
        }
    }

    /** The owner comes to its closes when the supervisor does, or never. */
    private void dawdle() throws InterruptedException {
        switch (plan.closing.getOrDefault("owner", Way.WELL)) {
            case SLOW -> {
                var gone = context.clock().nanos() - stop.first().orElseThrow().nanos();
                context.clock().sleep(TAKEN_OVER.minusNanos(gone));
            }
            case DEAF -> behave(Way.DEAF, "owner", false);
            default -> Preemption.point();
        }
    }

    private Fake open(String name) throws InterruptedException {
        behave(plan.opening.getOrDefault(name, Way.WELL), "opening " + name, true);
        return new Fake(name);
    }

    /** An opener that does not block, as {@code hold} asks for; it may fail. */
    private Fake openAtOnce(String name) throws InterruptedException {
        if (plan.opening.get(name) == Way.FAILS) {
            return open(name);
        }
        Preemption.point();
        return new Fake(name);
    }

    private String close(Fake fake, Deadline deadline) throws InterruptedException {
        fake.closes++;
        transcript.line("closing " + fake.name);
        behave(plan.closing.getOrDefault(fake.name, Way.WELL), "closing " + fake.name, false);
        fake.closed = true;
        fake.entry.close();
        return fake.name;
    }

    private interface Work {
        Optional<StopReason> run() throws Exception;
    }

    private Optional<StopReason> work(String name, Work work) throws Exception {
        var way = plan.working.getOrDefault(name, Way.WELL);
        if (way != Way.WELL) {
            behave(way, name, true);
        }
        return work.run();
    }

    private Optional<StopReason> feed() throws InterruptedException {
        for (var i = 0; i < plan.events; i++) {
            events.put(i);
        }
        context.clock().sleep(Duration.ofDays(1));
        return Optional.of(new StopReason.FeedEnded());
    }

    private Optional<StopReason> coordinate() throws InterruptedException {
        var taken = new ArrayList<Integer>();
        while (events.take(taken, 8).isEmpty()) {
            for (var event : taken) {
                if (!gate.isShut()) {
                    approved.put(event);
                }
            }
            taken.clear();
        }
        return Optional.empty();
    }

    private Optional<StopReason> send() throws InterruptedException {
        var taken = new ArrayList<Integer>();
        while (approved.take(taken, 1).isEmpty()) {
            taken.clear();
            if (gate.tryEnter(false)) {
                sentLate |= stop.first().isPresent();
                sent++;
                transcript.line("sent " + sent);
                try {
                    context.clock().sleep(Duration.ofMillis(2)); // the wire
                } finally {
                    gate.leave();
                }
            }
        }
        return Optional.empty();
    }

    private void behave(Way way, String what, boolean tells) throws InterruptedException {
        switch (way) {
            case WELL -> Preemption.point();
            case SLOW -> context.clock().sleep(Duration.ofMillis(30));
            case FAILS -> {
                Preemption.point();
                var failure = new IllegalStateException(what + " failed");
                if (tells) {
                    thrown.add(failure);
                }
                throw failure;
            }
            case HANGS -> context.clock().sleep(Duration.ofDays(1));
            case FORGETS -> {
                try {
                    context.clock().sleep(Duration.ofDays(1));
                } catch (InterruptedException e) { // and goes on as if nothing had been
                    context.clock().sleep(Duration.ofDays(1));
                }
            }
            case DEAF -> {
                while (true) {
                    try {
                        context.clock().sleep(Duration.ofDays(1));
                    } catch (InterruptedException e) {
                        Preemption.point();
                    }
                }
            }
        }
    }

    private Verdict audit() {
        audits++;
        switch (plan.closing.getOrDefault("audit", Way.WELL)) {
            case SLOW -> dawdle(Duration.ofMillis(300));
            case FAILS -> throw new IllegalStateException("the audit failed");
            case DEAF -> {
                if (audits == 1) {
                    dawdle(Duration.ofDays(1));
                }
            }
            default -> Preemption.point();
        }
        var gone = context.clock().nanos() - stop.first().orElseThrow().nanos();
        var deadline = context.clock().deadline(WHOLE.minusNanos(gone)).within(ladder.budget(Rung.AUDIT));
        var interrupted = false;
        for (var last = lastThread(); last.isPresent() && !deadline.expired(); last = lastThread()) {
            try {
                context.clock().join(last.get(), deadline);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Verdict(
                context.ledger().entries().stream()
                        .filter(e -> e.thread().isEmpty() || e.thread().orElseThrow() != Thread.currentThread())
                        .map(Object::toString)
                        .toList(),
                ladder.steps(),
                ladder.errors(),
                Optional.empty());
    }

    private void dawdle(Duration time) {
        for (var until = context.clock().deadline(time); !until.expired(); ) {
            try {
                context.clock().sleep(until.remaining());
            } catch (InterruptedException e) {
                Preemption.point();
            }
        }
    }

    private Optional<Thread> lastThread() {
        return context.ledger().entries().stream()
                .flatMap(e -> e.thread().stream())
                .filter(t -> t != Thread.currentThread())
                .findFirst();
    }

    private Verdict auditFailed(Throwable e) {
        return new Verdict(List.of(), List.of(), List.of(), Optional.of(e));
    }
}
