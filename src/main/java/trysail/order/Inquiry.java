package trysail.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.journal.OrderFate;
import trysail.journal.OrderFate.Fate;
import trysail.journal.TrackedOrder;
import trysail.model.ClientOrderId;
import trysail.model.Instrument;
import trysail.model.VenueOrder;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;

/**
 * Asks one venue about one order until there is a verdict: ends it if it still works, and takes nobody's word but the
 * venue's. Never sends an order. One thread.
 */
final class Inquiry {
    private static final Duration LEAST = Duration.ofMillis(50);

    private final ExchangeClient client;
    private final SessionClock clock;
    private final Duration arrival;

    /** What it asks about; {@code accepted} when the venue has ever told us that it has the order. */
    record Subject(Instrument instrument, ClientOrderId id, boolean accepted, Optional<String> venueId, Instant since) {
        static Subject of(TrackedOrder tracked) {
            var order = tracked.order();
            return new Subject(
                    order.instrument(), order.id(), tracked.wasAccepted(), tracked.venueId(), tracked.since());
        }
    }

    /** The verdict, and the order as the venue last told it. */
    public record Answer(OrderFate fate, Optional<VenueOrder> order) {}

    Inquiry(ExchangeClient client, SessionClock clock, Patience patience) {
        this.client = client;
        this.clock = clock;
        this.arrival = patience.arrival();
    }

    /** Cancels the order and returns how it ended; unknown when the venue did not say so before the deadline. */
    Answer cancel(Subject subject, Deadline deadline) throws InterruptedException {
        return ask(subject, true, deadline);
    }

    /** Returns how the order stands, without ending it. */
    Answer look(Subject subject, Deadline deadline) throws InterruptedException {
        return ask(subject, false, deadline);
    }

    private Answer ask(Subject subject, boolean cancel, Deadline deadline) throws InterruptedException {
        var trouble = "no answer in time";
        for (var attempt = 0; !deadline.expired(); attempt++) {
            var pause = Patience.pause(attempt);
            try {
                var told = cancel
                        ? client.cancel(subject.instrument(), subject.id(), turn(deadline))
                        : Optional.<VenueOrder>empty();
                if (told.isEmpty() || told.get().state().working()) {
                    told = client.find(subject.instrument(), subject.id(), turn(deadline));
                }
                if (told.isPresent() && !(cancel && told.get().state().working())) {
                    return new Answer(Fates.of(subject.id(), told.get()), told);
                }
                if (told.isEmpty() && !clock.now().isBefore(subject.since().plus(arrival))) {
                    return subject.accepted()
                            ? answer(subject, Fate.CANCELLED, "the venue no longer knows it")
                            : answer(subject, Fate.REJECTED, "it never reached the venue");
                }
                trouble =
                        told.isPresent() ? "still working after its cancel" : "not at the venue, and may still arrive";
            } catch (ExchangeException.RateLimited e) {
                trouble = words(e);
                pause = e.after();
            } catch (ExchangeException.Unauthenticated e) {
                return answer(subject, Fate.UNKNOWN, words(e));
            } catch (ExchangeException e) {
                trouble = words(e);
            }
            clock.sleep(shorter(pause, deadline.remaining()));
        }
        return answer(subject, Fate.UNKNOWN, trouble);
    }

    /** Half of what is left, so that a call that hangs leaves time for another. */
    private static Deadline turn(Deadline deadline) {
        var half = deadline.remaining().dividedBy(2);
        return deadline.within(half.compareTo(LEAST) < 0 ? LEAST : half);
    }

    static String words(ExchangeException e) {
        return String.valueOf(e.getMessage());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Answer answer(Subject subject, Fate fate, String detail) {
        return new Answer(new OrderFate(subject.id(), subject.venueId(), fate, detail), Optional.empty());
    }
}
