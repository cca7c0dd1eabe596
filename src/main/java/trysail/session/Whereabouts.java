package trysail.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import trysail.exchange.StreamState;
import trysail.journal.TrackedOrder;
import trysail.look.Loss;
import trysail.look.SessionState;
import trysail.look.Why;
import trysail.machine.Stacks;
import trysail.order.WorkingOrders;
import trysail.scope.Rung;
import trysail.scope.SessionContext;

/** Finds out what a session waits for. Looks at what is there and waits for nothing itself. Thread-safe. */
final class Whereabouts {
    private static final int MOST = 20;
    /** A stream that has said nothing yet is worth a word after so long. */
    private static final Duration FIRST_FRAME = Duration.ofSeconds(5);

    private final Voyage voyage;
    private final SessionParts parts;
    private final SessionContext context;
    private final LastFills lastFills;
    private final LossLimit loss;
    private final Lookout lookout;

    Whereabouts(Voyage voyage, Lookout lookout, LastFills lastFills, LossLimit loss) {
        this.loss = loss;
        this.lookout = lookout;
        this.voyage = voyage;
        parts = voyage.parts;
        context = voyage.context;
        this.lastFills = lastFills;
    }

    Why why() {
        return switch (voyage.state()) {
            case SessionState.Opening o -> alive(o.word(), opening());
            case SessionState.Running r -> alive(r.word(), running());
            case SessionState.Stopping s -> stopping(s);
            case SessionState.Stopped s ->
                new Why(
                        context.session(),
                        s.text(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of());
        };
    }

    private List<String> running() {
        var waitsFor = new ArrayList<>(orders("to fill: ", lastFills.left(), open()));
        loss.loss()
                .flatMap(Loss::fired)
                .ifPresent(f -> waitsFor.add("arm: max-loss fired the kill switch at a p&l of " + Loss.money(f.pnl())));
        waitsFor.addAll(streams());
        return waitsFor;
    }

    /** Those that say nothing, whatever the reason, up to so many. */
    private List<String> streams() {
        var silent = parts.market().map(m -> m.feed().stats().streams()).orElse(List.of()).stream()
                .filter(Whereabouts::silent)
                .map(s -> "stream " + s.text())
                .toList();
        var more = silent.size() - MOST;
        return Stream.concat(silent.stream().limit(MOST), more > 0 ? Stream.of(more + " streams more") : Stream.of())
                .toList();
    }

    private static boolean silent(StreamState stream) {
        return switch (stream.life()) {
            case SILENT -> true;
            case ASKED -> stream.age().compareTo(FIRST_FRAME) > 0;
            case LIVE, QUIET -> false;
        };
    }

    private Why alive(String word, List<String> waitsFor) {
        var rung = Optional.<Rung>empty();
        return new Why(
                context.session(),
                word,
                parts.held(),
                rung,
                Optional.empty(),
                lastFills.left(),
                waitsFor,
                lookout.denials());
    }

    /** What the session has not got, then what is being opened, or where the task is that recovers. */
    private List<String> opening() {
        var all = new ArrayList<>(voyage.outset.waitsFor());
        var steps = voyage.supervisor.opening();
        var at = steps.isEmpty()
                ? parts.ring().flatMap(Ring::recovering).stream().toList()
                : steps;
        at.stream().map(Whereabouts::at).forEach(all::add);
        return all;
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
        voyage.supervisor.tasks().forEach(t -> waitsFor.add("task " + at(t)));
        return new Why(
                context.session(),
                at.word(),
                List.of(),
                Optional.of(at.rung()),
                Optional.of(at.left()),
                Optional.of(left.isNegative() ? Duration.ZERO : left),
                waitsFor,
                lookout.denials());
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

    private static String at(Thread thread) {
        var top = Stacks.top(thread);
        return thread.getName() + (top.isEmpty() ? "" : " in " + top);
    }
}
