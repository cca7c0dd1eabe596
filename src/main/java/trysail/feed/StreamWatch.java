package trysail.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import trysail.exchange.StreamState;
import trysail.exchange.StreamState.Life;
import trysail.feed.StreamPlan.Kind;
import trysail.feed.StreamPlan.Line;
import trysail.model.Instrument;
import trysail.model.Quote;
import trysail.scope.SessionClock;

/**
 * The clocks of a feed's streams: one for the first frame, one for each silence after it, for each stream and not for the
 * connection that carries it. Written by readers, who note what they heard; looked at by those who watch.
 *
 * <p>A clock that runs out says that a stream is silent, and no more: {@link StreamJudge} finds out why. A stream that was
 * found to be quiet gets a longer clock, and keeps it. Thread-safe.
 */
final class StreamWatch {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration APART = Duration.ofSeconds(3);
    private static final Duration FOLLOWS = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LEAST_LOOK = Duration.ofMillis(100);
    private static final int LOOKS = 8;
    private static final long NOT_ASKED = Long.MIN_VALUE;

    /** One that is silent. */
    record Silent(int stream, Kind kind, int instrument) {}

    private final SessionClock clock;
    private final StreamPlan plan;
    private final List<Instrument> instruments;
    private final FeedTimes times;
    private final double pace;

    // By readers, without a lock: when each stream was last heard, and the last quote of each instrument.
    private final AtomicLongArray heardAt;
    private final AtomicReferenceArray<Quote> quotes;

    private final ReentrantLock lock = new ReentrantLock();
    private final long[] askedAt;
    private final long[] patience;
    private final Life[] lives;
    /** Since when a stream that was not heard is shown as it is: a silence goes on, however often it is asked for anew. */
    private final long[] shownSince;

    private final int[] rounds;
    /** When what is said of its life was found: a frame since then says something else. */
    private final long[] foundAt;

    private final long[] apartSince;

    StreamWatch(SessionClock clock, StreamPlan plan, List<Instrument> instruments, FeedTimes times) {
        this.clock = clock;
        this.plan = plan;
        this.instruments = instruments;
        this.times = times;
        pace = plan.pace();
        var streams = StreamPlan.KINDS * instruments.size();
        heardAt = new AtomicLongArray(streams);
        quotes = new AtomicReferenceArray<>(instruments.size());
        askedAt = new long[streams];
        patience = new long[streams];
        lives = new Life[streams];
        shownSince = new long[streams];
        rounds = new int[streams];
        foundAt = new long[streams];
        apartSince = new long[instruments.size()];
        var now = clock.nanos();
        for (var i = 0; i < streams; i++) {
            shownSince[i] = now;
            heardAt.setPlain(i, NOT_ASKED);
            askedAt[i] = NOT_ASKED;
            lives[i] = Life.ASKED;
        }
        Arrays.fill(apartSince, NOT_ASKED);
    }

    /** How many there are at the most. */
    int streams() {
        return lives.length;
    }

    int stream(Kind kind, int instrument) {
        return KINDS.indexOf(kind) * instruments.size() + instrument;
    }

    Instrument instrument(int index) {
        return instruments.get(index);
    }

    /** A frame of this stream came now. The reader's; waits for nobody. */
    void heard(int stream, long nanos) {
        heardAt.setRelease(stream, nanos);
    }

    /** The reader's; waits for nobody. */
    void quoted(int instrument, Quote quote) {
        quotes.setRelease(instrument, quote);
    }

    /** All that is asked for on this line has been asked for now, on a new connection. */
    void asked(Line line) {
        locked(() -> each((silent, name) -> {
            if (line(silent) == line) {
                begin(silent.stream);
            }
        }));
    }

    /** This one has been asked for now, by another name or once more. */
    void asked(int stream) {
        locked(() -> begin(stream));
    }

    private void begin(int stream) {
        askedAt[stream] = clock.nanos();
        heardAt.set(stream, NOT_ASKED);
        if (lives[stream] != Life.SILENT) {
            lives[stream] = Life.ASKED;
            shownSince[stream] = askedAt[stream];
        }
        patience[stream] = longer(scaled(times.firstFrame()), rounds[stream]);
    }

    /** The connection of this line is gone: until there is another, no clock runs. */
    void gone(Line line) {
        locked(() -> each((silent, name) -> {
            if (line(silent) == line) {
                askedAt[silent.stream] = NOT_ASKED;
                heardAt.set(silent.stream, NOT_ASKED);
                if (lives[silent.stream] != Life.SILENT) {
                    lives[silent.stream] = Life.ASKED;
                    shownSince[silent.stream] = clock.nanos();
                }
            }
        }));
    }

    private Line line(Silent silent) {
        return plan.line(silent.kind, instruments.get(silent.instrument));
    }

    /** How often it is to be looked at. */
    Duration look() {
        if (pace <= 0) {
            return LOOK;
        }
        var often = Duration.ofNanos(Math.min(scaled(times.idle()), scaled(times.firstFrame())) / LOOKS);
        return often.compareTo(LOOK) > 0 ? LOOK : often.compareTo(LEAST_LOOK) < 0 ? LEAST_LOOK : often;
    }

    /** How long to wait between two questions about a silent stream: what was on its way comes in less. */
    Duration grace() {
        return Duration.ofNanos(scaled(times.idle()) / 5);
    }

    private long scaled(Duration duration) {
        return (long) (duration.toNanos() / Math.max(pace, 1e-3));
    }

    private long longer(long base, int doublings) {
        return Math.min(base << Math.min(doublings, 16), Math.max(base, scaled(LONGEST)));
    }

    /** Whether a clock has run out, or a book stands apart from its quote. */
    boolean anything(List<BookSync> books) {
        return pace > 0 && (!silent().isEmpty() || !apart(books).isEmpty());
    }

    /** Those whose clock has run out. */
    List<Silent> silent() {
        var silent = new ArrayList<Silent>();
        if (pace > 0) {
            locked(() -> each((one, name) -> {
                if (silentFor(one.stream) > patience[one.stream]) {
                    silent.add(one);
                }
            }));
        }
        return silent;
    }

    /** How long it has been silent; negative while nobody listens. A frame ends what was said of it before. */
    private long silentFor(int stream) {
        if (askedAt[stream] == NOT_ASKED) {
            return -1;
        }
        var heard = heardAt.getAcquire(stream);
        if (heard == NOT_ASKED) {
            return clock.nanos() - askedAt[stream];
        }
        if (lives[stream] != Life.LIVE && (lives[stream] == Life.ASKED || heard > foundAt[stream])) {
            patience[stream] = Math.max(scaled(times.idle()), lives[stream] == Life.QUIET ? patience[stream] : 0);
            lives[stream] = Life.LIVE;
            rounds[stream] = 0;
        }
        return clock.nanos() - heard;
    }

    /** Whether nothing has been heard of it since it was asked for last. */
    boolean neverHeard(int stream) {
        return heardAt.getAcquire(stream) == NOT_ASKED;
    }

    /** Whether it has been listened to since then, and nothing was heard of it. */
    boolean stillSilent(int stream, long nanos) {
        return under(() -> askedAt[stream] != NOT_ASKED && askedAt[stream] <= nanos && silentSince(stream, nanos));
    }

    /** Whether nothing has been heard of it since then. */
    boolean silentSince(int stream, long nanos) {
        return heardAt.getAcquire(stream) == NOT_ASKED || heardAt.getAcquire(stream) < nanos;
    }

    /** Whether no stream of this line has spoken within the usual time. */
    boolean allSilent(Line line) {
        return under(() -> {
            var all = new boolean[] {true};
            each((one, name) -> {
                var usual = heardAt.getAcquire(one.stream) == NOT_ASKED ? times.firstFrame() : times.idle();
                if (line(one) == line && silentFor(one.stream) <= scaled(usual)) {
                    all[0] = false;
                }
            });
            return all[0];
        });
    }

    /** It is silent because nothing happens; true when that was not known. Its clock is longer from now on. */
    boolean quiet(int stream) {
        return found(stream, Life.QUIET);
    }

    /** It is silent, and nobody can say why; true when that was not known. */
    boolean unknown(int stream) {
        return found(stream, Life.SILENT);
    }

    /** It is dead, and something is done about it: if that does not help, the next time comes later. How often it was. */
    int dead(int stream) {
        return under(() -> {
            silence(stream);
            return ++rounds[stream];
        });
    }

    private void silence(int stream) {
        if (heardAt.getAcquire(stream) != NOT_ASKED) {
            shownSince[stream] = heardAt.getAcquire(stream);
        }
        lives[stream] = Life.SILENT;
        foundAt[stream] = clock.nanos();
    }

    private boolean found(int stream, Life life) {
        return under(() -> {
            var news = lives[stream] != life;
            if (life == Life.SILENT) {
                silence(stream);
            }
            lives[stream] = life;
            foundAt[stream] = clock.nanos();
            patience[stream] = longer(Math.max(patience[stream], scaled(times.idle())), 1);
            return news;
        });
    }

    /** The last quote there was. */
    Optional<Quote> quote(int instrument) {
        return Optional.ofNullable(quotes.getAcquire(instrument));
    }

    /** The latest quote, when none has come for so long that a book must have come to it. */
    Optional<Quote> standing(int instrument) {
        var since = heardAt.getAcquire(stream(Kind.QUOTES, instrument));
        return quote(instrument).filter(q -> clock.nanos() - since > FOLLOWS.toNanos());
    }

    /** The instruments whose quote and book have contradicted each other at every look for a while. */
    List<Integer> apart(List<BookSync> books) {
        var apart = new ArrayList<Integer>();
        if (pace > 0) {
            locked(() -> {
                for (var i = 0; i < books.size(); i++) {
                    var book = books.get(i);
                    if (book.contradiction(standing(i)).isEmpty()) {
                        apartSince[i] = NOT_ASKED;
                    } else if (apartSince[i] == NOT_ASKED) {
                        apartSince[i] = clock.nanos();
                    } else if (clock.nanos() - apartSince[i] > scaled(APART)) {
                        apart.add(i);
                    }
                }
            });
        }
        return apart;
    }

    /** For people. */
    List<StreamState> states() {
        var states = new ArrayList<StreamState>();
        locked(() -> each((one, name) -> {
            var silent = silentFor(one.stream); // which sees a frame that came since
            var age = neverHeard(one.stream) ? clock.nanos() - shownSince[one.stream] : silent;
            states.add(new StreamState(name, Duration.ofNanos(Math.max(0, age)), lives[one.stream]));
        }));
        return states;
    }

    private interface Visit {
        void to(Silent stream, String name);
    }

    /** Each stream that is asked for. */
    private void each(Visit visit) {
        for (var kind : Kind.values()) {
            for (var i = 0; i < instruments.size(); i++) {
                var name = plan.name(kind, instruments.get(i));
                if (name.isPresent()) {
                    visit.to(new Silent(stream(kind, i), kind, i), name.get());
                }
            }
        }
    }

    private void locked(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T under(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
