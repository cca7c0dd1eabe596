package trysail.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import trysail.journal.TrackedOrder;
import trysail.look.SessionState;
import trysail.look.Why;
import trysail.order.WorkingOrders;
import trysail.scope.Ledger;
import trysail.scope.Rung;
import trysail.scope.SessionContext;
import trysail.scope.Stacks;

/** Finds out what a session waits for. Looks at what is there and waits for nothing itself. Thread-safe. */
final class Whereabouts {
    private static final int MOST = 20;

    private final Voyage voyage;
    private final SessionParts parts;
    private final SessionContext context;
    private final LastFills lastFills;
    private final LossLimit loss;

    Whereabouts(Voyage voyage, LastFills lastFills, LossLimit loss) {
        this.loss = loss;
        this.voyage = voyage;
        parts = voyage.parts;
        context = voyage.context;
        this.lastFills = lastFills;
    }

    Why why() {
        return switch (voyage.state()) {
            case SessionState.Opening o -> alive("opening", opening());
            case SessionState.Running r -> alive("running", running());
            case SessionState.Stopping s -> stopping(s);
            case SessionState.Stopped s ->
                new Why(
                        context.session(),
                        "stopped, exit " + s.receipt().exitCode(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        };
    }

    private List<String> running() {
        var waitsFor = new ArrayList<>(orders("to fill: ", lastFills.left(), open()));
        loss.loss()
                .flatMap(Loss::fired)
                .ifPresent(f -> waitsFor.add("arm: max-loss fired the kill switch at a p&l of " + Loss.money(f.pnl())));
        return waitsFor;
    }

    private Why alive(String word, List<String> waitsFor) {
        var rung = Optional.<Rung>empty();
        return new Why(context.session(), word, parts.held(), rung, Optional.empty(), lastFills.left(), waitsFor);
    }

    /** What is being opened, then what the tasks are at. */
    private List<String> opening() {
        var steps = threads(Ledger.Kind.THREAD)
                .filter(t -> t.getName().contains("/open-"))
                .map(Whereabouts::at)
                .toList();
        return steps.isEmpty()
                ? threads(Ledger.Kind.TASK)
                        .filter(t -> t.getName().endsWith("/order-loop"))
                        .map(Whereabouts::at)
                        .toList()
                : steps;
    }

    private Why stopping(SessionState.Stopping at) {
        var gone = voyage.stop
                .first()
                .map(r -> context.clock().nanos() - r.nanos())
                .orElse(0L);
        var left = voyage.ladder.whole().minusNanos(gone);
        var waitsFor = new ArrayList<String>();
        if (voyage.gate.inside() > 0) {
            waitsFor.add(voyage.gate.inside() + " calls inside the gate");
            open().stream()
                    .filter(o -> o.standing() == TrackedOrder.Standing.INTENDED)
                    .forEach(o -> waitsFor.add("the answer to " + name(o)));
        }
        waitsFor.addAll(voyage.supervisor.closing());
        if (at.rung() == Rung.ORDERS) {
            var unsettled = parts.orders().map(WorkingOrders::unsettled).orElse(List.of());
            waitsFor.addAll(orders("", Optional.of(Duration.ZERO), unsettled));
        }
        threads(Ledger.Kind.TASK)
                .filter(t -> !t.getName().endsWith("/stop"))
                .forEach(t -> waitsFor.add("task " + at(t)));
        return new Why(
                context.session(),
                "stopping",
                List.of(),
                Optional.of(at.rung()),
                Optional.of(at.left()),
                Optional.of(left.isNegative() ? Duration.ZERO : left),
                waitsFor);
    }

    private List<TrackedOrder> open() {
        return parts.orders().map(WorkingOrders::open).orElse(List.of());
    }

    /** Each of them, up to so many; nothing when nobody waits for them. */
    private static List<String> orders(String what, Optional<Duration> wait, List<TrackedOrder> orders) {
        if (wait.isEmpty()) {
            return List.of();
        }
        var named = orders.stream().limit(MOST).map(o -> "order " + what + name(o));
        var more = orders.size() - MOST;
        return Stream.concat(named, more > 0 ? Stream.of(more + " orders more") : Stream.of())
                .toList();
    }

    private static String name(TrackedOrder tracked) {
        var order = tracked.order();
        return "%s %s %s %s"
                .formatted(
                        order.id(),
                        order.instrument(),
                        order.side(),
                        order.size().toPlainString());
    }

    private Stream<Thread> threads(Ledger.Kind kind) {
        return context.ledger().entries().stream()
                .filter(e -> e.kind() == kind)
                .flatMap(e -> e.thread().stream())
                .filter(Thread::isAlive);
    }

    private static String at(Thread thread) {
        var top = Stacks.top(thread);
        return thread.getName() + (top.isEmpty() ? "" : " in " + top);
    }
}
