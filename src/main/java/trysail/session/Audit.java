package trysail.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import trysail.journal.OrderFate;
import trysail.machine.Stacks;
import trysail.process.Strangers;
import trysail.receipt.Receipt;
import trysail.receipt.Tally;
import trysail.receipt.Trader;
import trysail.scope.Deadline;
import trysail.scope.ExitCode;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.scope.StopLadder;
import trysail.scope.StopReason;
import trysail.scope.StopSignal;
import trysail.scope.Told;

/** Counts and names what is left of a session, and makes its receipt. Thread-safe. */
record Audit(
        String name,
        Instant startedAt,
        Optional<Duration> ran,
        StopSignal stop,
        StopLadder ladder,
        Trader trader,
        SessionContext context) {
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** Counts by the deadline at the latest: a thread that has not ended by then is left. */
    Receipt count(Tally tally, Deadline deadline, Function<Deadline, Strangers> strangers) {
        awaitLastOnes(deadline.within(patience(deadline)));
        var strange = strangers.apply(deadline);
        return receipt(tally, opened(context.ledger()), left(context, tally.orders(), strange));
    }

    /**
     * The receipt of a session whose audit failed: what is left is not known, and it says so. It waits for nobody's lock
     * and asks no user's failure: whatever held the audit does not hold this.
     */
    Receipt failed(Throwable cause) {
        var why =
                "audit: what is left is not known: " + (Told.isPlain(cause) ? Told.line(cause) : "" + cause.getClass());
        var request = stop.first().orElseThrow();
        var errors = new ArrayList<String>();
        if (request.reason() instanceof StopReason.Failed f) {
            errors.add(f.wordsAtOnce());
        }
        errors.addAll(ladder.errorsAtOnce());
        errors.add(why);
        return receipt(
                request, Tally.NOTHING, Map.of(), Receipt.Left.NOT_KNOWN, steps(ladder.stepsAtOnce()), false, errors);
    }

    private Receipt receipt(Tally tally, Map<String, Integer> opened, Receipt.Left left) {
        var request = stop.first().orElseThrow();
        var steps = steps(ladder.steps()); // once: the code must agree with what is shown
        var clean = left.isEmpty() && steps.stream().noneMatch(Audit::losesTruth);
        var errors = new ArrayList<String>();
        if (request.reason() instanceof StopReason.Failed f) {
            errors.add(f.words());
            for (var late : Told.later(f.cause())) {
                errors.add("then " + Told.line(late));
            }
        }
        errors.addAll(ladder.errors());
        steps.stream()
                .filter(Audit::losesTruth)
                .filter(s ->
                        errors.stream().noneMatch(e -> e.startsWith(s.rung().label() + ": ")))
                .forEach(s -> errors.add(s.rung().label() + ": " + s.detail()));
        return receipt(request, tally, opened, left, steps, clean, errors);
    }

    private Receipt receipt(
            StopSignal.Request request,
            Tally tally,
            Map<String, Integer> opened,
            Receipt.Left left,
            List<StopLadder.Step> steps,
            boolean clean,
            List<String> errors) {
        return new Receipt(
                name,
                request.reason(),
                clean ? request.reason().exitCode() : ExitCode.LEFT_BEHIND,
                startedAt,
                context.clock().now(),
                Duration.ofNanos(context.clock().nanos() - request.nanos()),
                ran,
                steps,
                stop.onTheWire(),
                tally.orders(),
                opened,
                left,
                List.copyOf(errors),
                tally.dealings(),
                tally.cause(),
                trader,
                host());
    }

    /**
     * How long a last thread is waited for: on a busy machine one that has nothing left to do may not get to its end for
     * seconds, so for as long as there is time to keep the receipt. A task that is known to ignore its end gets no more
     * than the count's own share.
     */
    private Duration patience(Deadline deadline) {
        var own = ladder.budget(Rung.AUDIT);
        var spare = deadline.remaining().minus(own);
        var ignored =
                ladder.steps().stream().anyMatch(s -> s.rung() == Rung.TASKS && s.outcome() != StopLadder.Outcome.DONE);
        return ignored || spare.compareTo(own) < 0 ? own : spare;
    }

    /** A thread that has done its work may need a moment to die, and what it holds dies with it: that is not left. */
    private void awaitLastOnes(Deadline deadline) {
        var ledger = context.ledger();
        var interrupted = false;
        for (var last = lastThread(ledger);
                last.isPresent() && !deadline.expired() && !ladder.isHurried();
                last = lastThread(ledger)) {
            try {
                context.clock().join(last.get(), deadline.within(GLANCE));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Thread> lastThread(Ledger ledger) {
        return ledger.entries().stream()
                .flatMap(e -> e.thread().stream())
                .filter(t -> t != Thread.currentThread())
                .findFirst();
    }

    /** A journal or an order rung that failed leaves something unknown, whatever the ledger says. */
    private static boolean losesTruth(StopLadder.Step step) {
        return step.outcome() != StopLadder.Outcome.DONE && (step.rung() == Rung.ORDERS || step.rung() == Rung.JOURNAL);
    }

    private List<StopLadder.Step> steps(List<StopLadder.Step> told) {
        var steps = new ArrayList<StopLadder.Step>();
        var late = stop.onTheWire();
        var words = late == 0 ? "shut" : "shut, orders on the wire: " + late;
        steps.add(new StopLadder.Step(Rung.GATE, StopLadder.Outcome.DONE, Duration.ZERO, words));
        steps.addAll(told);
        return List.copyOf(steps);
    }

    private static Receipt.Left left(SessionContext context, List<OrderFate> fates, Strangers strange) {
        var tasks = new ArrayList<Receipt.StuckTask>();
        var threads = new ArrayList<String>();
        var sockets = new ArrayList<>(strange.sockets());
        var files = new ArrayList<>(strange.files());
        strange.threads().forEach(t -> threads.add(t + " (not the session's: interrupted)"));
        for (var entry : context.ledger().entries()) {
            if (entry.thread().filter(t -> t == Thread.currentThread()).isPresent()) {
                continue;
            }
            switch (entry.kind()) {
                case TASK ->
                    entry.thread().ifPresent(t -> tasks.add(new Receipt.StuckTask(entry.name(), Stacks.of(t))));
                case THREAD -> threads.add(entry.name());
                case SOCKET, PORT, WEBSOCKET, REST_CLIENT, SUBSCRIPTION -> sockets.add(entry.toString());
                case FILE, LEASE -> files.add(entry.toString());
                case ORDER -> {} // their fates tell more
            }
        }
        var orders = fates.stream()
                .filter(f -> f.fate() == OrderFate.Fate.UNKNOWN)
                .map(f -> f.id() + " unknown: " + f.detail())
                .toList();
        return new Receipt.Left(
                List.copyOf(threads), List.copyOf(sockets), List.copyOf(files), orders, List.copyOf(tasks), true);
    }

    private static Map<String, Integer> opened(Ledger ledger) {
        var opened = new LinkedHashMap<String, Integer>();
        ledger.opened().forEach((kind, n) -> opened.put(kind.name().toLowerCase(Locale.ROOT), n));
        return opened;
    }

    private static Map<String, String> host() {
        var host = new LinkedHashMap<String, String>();
        host.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        host.put("jdk", Runtime.version().toString());
        host.put("cpus", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return host;
    }
}
