package trysail.order;

import java.time.Duration;
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
    private final ExchangeClient client;
    private final SessionClock clock;
    private final Turns turns;

    /**
     * What it asks about.
     *
     * @param accepted when the venue has ever told us that it has the order
     * @param arrival an order that the venue does not know then will not appear any more
     */
    record Subject(
            Instrument instrument, ClientOrderId id, boolean accepted, Optional<String> venueId, Deadline arrival) {
        static Subject of(TrackedOrder tracked, Deadline arrival) {
            var order = tracked.order();
            return new Subject(order.instrument(), order.id(), tracked.wasAccepted(), tracked.venueId(), arrival);
        }
    }

    /**
     * How long one call is waited for: half of what is left, so that one that hangs leaves time for another, but not less
     * than {@code least}, so that one that is slow comes to its end.
     */
    record Turns(Duration least) {
        private static final Duration SHORTEST = Duration.ofMillis(50);

        /** Of a work that may take so long: two fifths of it are never too long for one call. */
        static Turns of(Duration whole) {
            return new Turns(longer(whole.dividedBy(5).multipliedBy(2), SHORTEST));
        }

        Deadline of(Deadline deadline) {
            return deadline.within(longer(deadline.remaining().dividedBy(2), least));
        }

        private static Duration longer(Duration a, Duration b) {
            return a.compareTo(b) < 0 ? b : a;
        }
    }

    /** The verdict, and the order as the venue last told it. */
    public record Answer(OrderFate fate, Optional<VenueOrder> order) {}

    Inquiry(ExchangeClient client, SessionClock clock, Turns turns) {
        this.client = client;
        this.clock = clock;
        this.turns = turns;
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
                        ? client.cancel(subject.instrument(), subject.id(), turns.of(deadline))
                        : Optional.<VenueOrder>empty();
                if (told.isEmpty() || told.get().state().working()) {
                    told = client.find(subject.instrument(), subject.id(), turns.of(deadline));
                }
                if (told.isPresent() && !(cancel && told.get().state().working())) {
                    return new Answer(Fates.of(subject.id(), told.get()), told);
                }
                if (told.isEmpty() && subject.arrival().expired()) {
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
