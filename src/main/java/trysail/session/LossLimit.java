package trysail.session;

import java.math.BigDecimal;
import java.util.Optional;
import trysail.look.Loss;
import trysail.scope.Latch;
import trysail.words.Causes;

/**
 * Fires the kill switch when a session has lost as much as it may, in all or from the highest its profit was. It is
 * looked at whenever prices or positions may have changed, by the thread that decides: what is decided after a look that
 * found too great a loss is denied.
 *
 * <p>The latch says whether it has fired; {@code arm} takes it off, and from then on counts anew. Thread-safe.
 */
final class LossLimit {
    private final Voyage voyage;
    private final SideWork side;
    private final Kill kill;
    private volatile BigDecimal from = BigDecimal.ZERO;
    private volatile BigDecimal highest = BigDecimal.ZERO;
    private volatile Optional<Loss.Fired> last = Optional.empty();

    LossLimit(Voyage voyage, SideWork side, Kill kill) {
        this.voyage = voyage;
        this.side = side;
        this.kill = kill;
    }

    private BigDecimal pnl() {
        return voyage.parts.reckoning().marked().pnl();
    }

    private boolean fired() {
        return voyage.gate.latches().contains(Latch.MAX_LOSS);
    }

    /** Never waits. */
    void look() {
        if (fired() || voyage.stop.isRequested() || !voyage.term.hasBegun()) {
            return;
        }
        var pnl = pnl();
        highest = highest.max(pnl); // one thread looks
        var tooMuch = inAll(pnl).or(() -> fromTheHighest(pnl));
        if (tooMuch.isPresent() && voyage.gate.hold(Latch.MAX_LOSS)) {
            last = Optional.of(new Loss.Fired(voyage.context.clock().now(), pnl));
            var words = tooMuch.get() + ": the kill switch fires, nothing is sent until arm";
            voyage.parts.asked(words);
            voyage.parts.warnings().add(words);
            var unused = side.start("max-loss", this::fire);
        }
    }

    private Optional<String> inAll(BigDecimal pnl) {
        var lost = from.subtract(pnl);
        return voyage.spec
                .maxLoss()
                .filter(most -> lost.compareTo(most) >= 0)
                .map(most -> "max-loss: " + Loss.money(lost) + " lost, " + most.toPlainString() + " allowed");
    }

    private Optional<String> fromTheHighest(BigDecimal pnl) {
        var lost = highest.subtract(pnl);
        return voyage.spec
                .maxDrawdown()
                .filter(most -> lost.compareTo(most) >= 0)
                .map(most -> "max-drawdown: " + Loss.money(lost) + " lost since the p&l was " + Loss.money(highest)
                        + ", " + most.toPlainString() + " allowed");
    }

    private void fire() {
        try {
            var settled = kill.fire(kill.deadline());
            if (settled.unknown() > 0) {
                voyage.parts.warnings().add("max-loss: " + settled.words() + "; they are asked after on and on");
            }
        } catch (InterruptedException stopping) { // the stop cancels them itself
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            voyage.parts
                    .warnings()
                    .add("max-loss: the kill switch failed: " + Causes.text(e) + "; kill fires it again");
        }
    }

    /** Counts from the present profit on, when it has fired, and takes the latch off; what it counts from then. */
    Optional<BigDecimal> countAnew() {
        if (!fired()) {
            return Optional.empty();
        }
        from = pnl();
        highest = from;
        var unused = voyage.gate.free(Latch.MAX_LOSS);
        return Optional.of(from);
    }

    /** How it stands; empty when nothing was said of a loss. */
    Optional<Loss> loss() {
        return voyage.spec
                .maxLoss()
                .map(most -> new Loss(most, from.subtract(pnl()), fired() ? last : Optional.empty()));
    }
}
