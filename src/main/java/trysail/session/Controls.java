package trysail.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import trysail.coordinator.Errand;
import trysail.disk.JournalException;
import trysail.look.Loss;
import trysail.model.Bar;
import trysail.order.OnStop;
import trysail.order.Settled;
import trysail.scope.Deadline;
import trysail.scope.Gate;
import trysail.scope.Latch;
import trysail.scope.SessionContext;
import trysail.scope.StopReason;
import trysail.strategy.Strategy;
import trysail.words.BadInput;
import trysail.words.Durations;

/**
 * What a user does to a running session. Each act is in the journal; none ends the session. Thread-safe.
 */
final class Controls {
    private static final Duration RELOAD = Duration.ofSeconds(10);

    private final Voyage voyage;
    private final SessionParts parts;
    private final SessionContext context;
    private final Gate gate;
    private final SideWork side;
    private final LastFills lastFills;
    private final Kill kill;
    private final LossLimit loss;

    Controls(Voyage voyage, SideWork side, LastFills lastFills, Kill kill, LossLimit loss) {
        this.kill = kill;
        this.loss = loss;
        this.voyage = voyage;
        parts = voyage.parts;
        context = voyage.context;
        gate = voyage.gate;
        this.side = side;
        this.lastFills = lastFills;
    }

    boolean stop(StopReason reason, Optional<OnStop> policy, Optional<Duration> within) {
        within.ifPresent(whole -> SessionSpec.mustSuffice("--within", whole));
        return voyage.stop.request(reason, () -> {
            policy.ifPresent(parts::onStop);
            within.ifPresent(voyage.ladder::within);
        });
    }

    void stopAfterFills(Duration patience, StopReason reason, Optional<OnStop> policy, Optional<Duration> within) {
        within.ifPresent(whole -> SessionSpec.mustSuffice("--within", whole));
        mustRun("stop");
        parts.asked("stop after fills, for " + Durations.print(patience));
        lastFills.begin(patience, () -> stop(reason, policy, within));
    }

    boolean pause() {
        return hold("pause", Latch.PAUSED);
    }

    boolean disarm() {
        return hold("disarm", Latch.DISARMED);
    }

    boolean arm() {
        mustRun("arm");
        var from = loss.countAnew();
        var news = gate.free(Latch.DISARMED);
        asked("arm"
                + from.map(p -> ", max-loss counts from a p&l of " + Loss.money(p))
                        .orElse(""));
        return news || from.isPresent();
    }

    boolean drain() throws InterruptedException {
        var news = hold("drain", Latch.DRAINING);
        try {
            parts.files().drained(true);
        } catch (JournalException e) {
            throw new IllegalStateException(
                    context.session() + " drains, but the next session of the account will not: " + e.getMessage(), e);
        }
        return news;
    }

    /** Takes off every latch that is not {@link #disarm}'s, calls off a stop that waits; returns which latches there were. */
    List<String> resume() throws InterruptedException {
        mustRun("resume");
        try {
            parts.files().drained(false); // first: were it to fail, nothing would have changed
        } catch (JournalException e) {
            throw new IllegalStateException(
                    context.session() + ": not resumed, the logbook cannot be written: " + e.getMessage(), e);
        }
        lastFills.callOff(); // then the latches: no stop comes of it once orders go out again
        mustRun("resume");
        var freed = new ArrayList<String>();
        for (var latch : List.of(Latch.PAUSED, Latch.LAST_FILLS, Latch.DRAINING)) {
            if (gate.free(latch)) {
                freed.add(latch.label());
            }
        }
        asked("resume");
        return freed;
    }

    private boolean hold(String word, Latch latch) {
        mustRun(word);
        var news = gate.hold(latch);
        asked(word);
        return news;
    }

    /** From its first moment nothing is sent; the session's own orders are cancelled in the time that a stop may take. */
    Settled kill() throws InterruptedException {
        var deadline = kill.deadline();
        hold("kill", Latch.DISARMED);
        return side.run("kill", () -> kill.fire(deadline));
    }

    /** Another strategy takes over; positions and working orders stay. When it fails at once the old one goes on. */
    void reload(Strategy next) throws InterruptedException {
        mustRun("reload");
        var ring = parts.ring()
                .filter(r -> voyage.term.hasBegun())
                .orElseThrow(
                        () -> new IllegalStateException(context.session() + " is still opening: reload when it runs"));
        var ran = side.run("reload", () -> {
            var deadline = context.clock().deadline(RELOAD);
            var done = new CompletableFuture<Boolean>();
            if (!ring.tell(
                    new Errand.Reload(voyage.mishaps.around(next), history(ring, next, deadline), done), deadline)) {
                throw new IllegalStateException("the coordinator has no room for it");
            }
            return await(done, deadline);
        });
        asked("reload " + next.getClass().getSimpleName() + (ran ? "" : ": not heard of yet"));
        if (!ran) {
            throw new IllegalStateException(
                    context.session() + ": the coordinator has not come to the new strategy; it will when it can");
        }
    }

    private List<Bar> history(Ring ring, Strategy next, Deadline deadline) throws InterruptedException {
        if (next.warmUp().isEmpty()) {
            return List.of();
        }
        try (var client = parts.venue().orElseThrow().client()) {
            return ring.history(next, client, deadline);
        }
    }

    private boolean await(CompletableFuture<Boolean> done, Deadline deadline) throws Exception {
        try {
            return context.clock().await(done, deadline) && done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void mustRun(String word) {
        if (voyage.stop.isRequested()) {
            throw new BadInput(context.session() + " has stopped or is stopping: nothing to " + word);
        }
    }

    private void asked(String what) {
        parts.asked(what);
    }
}
