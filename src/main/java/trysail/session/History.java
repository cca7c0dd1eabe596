package trysail.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import trysail.exchange.ExchangeClient;
import trysail.exchange.ExchangeException;
import trysail.exchange.Venue;
import trysail.model.Bar;
import trysail.model.Instrument;
import trysail.scope.Deadline;
import trysail.scope.SessionClock;
import trysail.words.BadInput;
import trysail.words.NotNow;

/**
 * The venue's past prices, for who looks: over a client of its own, opened on first use, one call at a time. An answer is
 * good for a second, however many ask, so that looking costs the session's request budget next to nothing; once closed,
 * the last answers are what there is. Thread-safe.
 */
final class History {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int ANSWERS_KEPT = 64;

    private record Question(Instrument instrument, Duration frame) {}

    private record Answer(List<Bar> bars, int asked, long nanos) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final Venue venue;
    private final SessionClock clock;
    private final Map<Question, Answer> answers = new LinkedHashMap<>();
    private Optional<ExchangeClient> client = Optional.empty();
    private boolean calling;
    private boolean closed;

    History(Venue venue, SessionClock clock) {
        this.venue = venue;
        this.clock = clock;
    }

    /**
     * The last {@code most} bars, oldest first; the last one may still be running.
     *
     * @throws BadInput when the venue has no bars of this frame
     * @throws NotNow when the venue does not answer in time
     */
    List<Bar> bars(Instrument instrument, Duration frame, int most, Deadline deadline) throws InterruptedException {
        var question = new Question(instrument, frame);
        if (!begin(deadline)) {
            throw new NotNow("bars of " + instrument + ": others were still asking when the time was over");
        }
        try {
            var known = answer(question);
            var reader = reader();
            if (reader.isEmpty()) {
                return known.map(a -> last(a.bars, most)).orElse(List.of());
            }
            if (known.filter(a -> a.asked >= most && clock.nanos() - a.nanos < FRESH.toNanos())
                    .isPresent()) {
                return last(known.get().bars, most);
            }
            var bars = reader.get().bars(instrument, frame, most, deadline);
            remember(question, new Answer(bars, most, clock.nanos()));
            return bars;
        } catch (ExchangeException e) {
            throw new NotNow("bars of " + instrument + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()), e);
        } finally {
            end();
        }
    }

    /** One call at a time; false when others were still calling at the deadline. */
    private boolean begin(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (calling && !deadline.expired()) {
                clock.await(free, deadline);
            }
            if (calling) {
                return false;
            }
            calling = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            calling = false;
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static List<Bar> last(List<Bar> bars, int most) {
        return bars.subList(Math.max(0, bars.size() - most), bars.size());
    }

    private synchronized Optional<ExchangeClient> reader() {
        if (client.isEmpty() && !closed) {
            client = Optional.of(venue.client());
        }
        return closed ? Optional.empty() : client;
    }

    private synchronized Optional<Answer> answer(Question question) {
        return Optional.ofNullable(answers.get(question));
    }

    private synchronized void remember(Question question, Answer answer) {
        answers.remove(question);
        answers.put(question, answer);
        if (answers.size() > ANSWERS_KEPT) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    /** Cuts a call that runs; never waits for it. */
    synchronized void close() {
        closed = true;
        client.ifPresent(ExchangeClient::close);
    }
}
